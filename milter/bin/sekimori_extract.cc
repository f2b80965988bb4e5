// NAME
//   sekimori-extract - the text that is inside an attachment
//
// SYNOPSIS
//   sekimori-extract --serve SOCKET
//   sekimori-extract [--name NAME] [--type TYPE] < FILE
//
// DESCRIPTION
//   Reads PDF, Office documents, archives and mail, and answers with one line of JSON: the texts
//   found, each with its place, and what could not be looked at, and why (extract/extraction.h).
//   With --serve it answers everybody who may open SOCKET (extract/request.h), stays in the
//   foreground and logs to standard error; TERM and INT end it. Else it reads one attachment from
//   standard input; NAME and TYPE are what the mail declares of it.
//
// SECURITY
//   Each attachment is read by a process of its own that can open no file but poppler's data, has
//   no network, starts no program, and is killed when it takes more than 5 s or 256 MB. A kernel
//   that cannot give that (landlock and seccomp) is refused. Run --serve as a user of its own: the
//   one right it needs is to make its socket.
//
// FILES
//   /usr/share/poppler, Debian's package poppler-data: without it Japanese PDFs cannot be read.
//
// EXIT STATUS
//   0 answered, or ended in order; 1 the sandbox, the socket or the input were bad; 2 wrong usage.
//
// COPYING
//   This program links poppler. It is free software: you can redistribute it and/or modify it under
//   the terms of the GNU General Public License as published by the Free Software Foundation,
//   version 3. It is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY. The
//   sources of Sekimori that it shares are also available under the Apache License, version 2.0.
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "milter/base/limits.h"
#include "milter/extract/extract_client.h"
#include "milter/extract/extract_text.h"
#include "milter/extract/request.h"
#include "milter/extract/server.h"

namespace {

using namespace milter::extract;  // NOLINT(google-build-using-namespace): this is its program
using milter::Descriptor;
namespace limits = milter::limits;

constexpr std::string_view kUsage =
    "usage: sekimori-extract --serve SOCKET\n"
    "       sekimori-extract [--name NAME] [--type TYPE] < FILE\n";

struct Options {
  std::string socket, name, type;
};

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view key = argv[i];
    if (key == "--serve") {
      options.socket = argv[i + 1];
    } else if (key == "--name") {
      options.name = argv[i + 1];
    } else if (key == "--type") {
      options.type = argv[i + 1];
    } else {
      return std::nullopt;
    }
  }
  const bool both = !options.socket.empty() && argc > 3;
  return argc % 2 == 0 || both ? std::nullopt : std::optional(options);
}

int usage(int argc, char** argv) {
  const std::string_view first = argc == 2 ? argv[1] : "";
  if (first == "--version") std::cout << "sekimori 0.1.0\n";
  if (first == "--help") std::cout << kUsage;
  if (first == "--version" || first == "--help") return 0;
  std::cerr << kUsage;
  return 2;
}

int fail(std::string_view what) {
  std::cerr << "sekimori-extract: " << what << "\n";
  return 1;
}

// In the child. A request that is none gets no answer.
void answer(int connection) {
  const auto request = read_request(connection);
  if (request) write_whole(connection, to_json(extract_text(request->attachment())) + "\n");
}

Descriptor end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return Descriptor(signalfd(-1, &signals, SFD_CLOEXEC));
}

int run_server(const std::string& socket, const SandboxPlan& plan) {
  const Descriptor stop = end_signals();
  const auto listener = listen_on(socket);
  if (!listener) return fail(listener.error().what);
  const auto tell = [](const std::string& event) {
    std::cerr << "sekimori-extract: attachment not read: " << event << std::endl;
  };
  std::cerr << "sekimori-extract: serving " << socket << std::endl;
  serve(listener->get(), stop.get(), {plan, answer, tell});
  unlink(socket.c_str());
  return 0;
}

// nullopt: over limits::kMaxAttachmentBytes, or it cannot be read.
std::optional<std::string> read_input() {
  std::string bytes;
  std::array<char, 65'536> piece{};
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return bytes;
    bytes.append(piece.data(), static_cast<std::size_t>(got));
    if (bytes.size() > limits::kMaxAttachmentBytes) return std::nullopt;
  }
}

void wait_until_ended(const Child& child, const milter::Deadline& deadline) {
  pollfd waiting{child.ended(), POLLIN, 0};
  poll(&waiting, 1, static_cast<int>(deadline.left().count()));
}

// The same child that a server would start, asked in the same way.
milter::Result<Extraction> look_into(const Attachment& attachment, const SandboxPlan& plan) {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return milter::fail(milter::Error::Kind::kTemporary, std::generic_category().message(errno));
  }
  const Descriptor ours(pair[0]);
  Descriptor theirs(pair[1]);
  const milter::SystemClock clock;
  const milter::Deadline deadline(clock, plan.time);
  auto child = Child::start(plan, theirs.get(), answer);
  if (!child) return milter::fail(child.error());
  theirs = Descriptor();
  auto extraction = ask_on(ours.get(), attachment, deadline);
  if (extraction) return extraction;
  wait_until_ended(*child, deadline);
  if (const auto problem = child->end()) return Extraction{{}, {{*problem, attachment.name}}};
  return extraction;
}

int run_once(const Options& options, const SandboxPlan& plan) {
  const auto bytes = read_input();
  if (!bytes) {
    return fail("standard input cannot be read, or is over " +
                std::to_string(limits::kMaxAttachmentBytes) + " bytes");
  }
  const auto extraction = look_into({*bytes, options.name, options.type}, plan);
  if (!extraction) return fail(extraction.error().what);
  std::cout << to_json(*extraction) << "\n";
  return 0;
}

int run(const Options& options) {
  prepare_extracting();
  const SandboxPlan plan;
  if (const auto possible = try_sandbox(plan); !possible) {
    return fail("refused: " + possible.error().what);
  }
  return options.socket.empty() ? run_once(options, plan) : run_server(options.socket, plan);
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = read_options(argc, argv);
  if (!options) return usage(argc, argv);
  try {
    return run(*options);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}
