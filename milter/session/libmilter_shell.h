// The C library between the MTA and Transaction; the only user of libmilter.
//
//   auto opened = open_milter_socket(address);      // in the parent, before any fork
//   serve_milter(services);                         // in a child; returns when libmilter ends
//
// Both once a process. The library's callbacks run on its own threads, a connection wandering
// between them; nothing here is thread_local. Exceptions end in 451, never in the library.
#pragma once

#include "milter/base/result.h"
#include "milter/session/listen_address.h"
#include "milter/session/transaction.h"

namespace milter {

// Binds and listens; for a unix socket in the current folder, which must be address.folder.
Result<void> open_milter_socket(const ListenAddress& address);

// REQUIRES: open_milter_socket() succeeded in this process or the one it was forked from.
Result<void> serve_milter(const Services& services);

}  // namespace milter
