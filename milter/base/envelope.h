// What SMTP said about one message, MTA-neutral and verbatim.
#pragma once

#include <string>
#include <vector>

namespace milter {

struct Path {
  std::string address;     // "<a@b.example>" as given, with its brackets
  std::string parameters;  // "RET=HDRS ENVID=q1", "" if none
};

struct Envelope {
  std::string client_address;  // "203.0.113.9", "" if unknown (a local submission)
  std::string client_name;
  std::string helo;
  std::string auth_user;    // "" if the client did not authenticate
  std::string daemon_name;  // {daemon_name} of the MTA
  std::string queue_id;     // "" where the MTA has given none yet
  Path mail_from;
  std::vector<Path> rcpt_to;
  bool more_recipients = false;  // over limits::kMaxRecipients, the rest is not listed
};

}  // namespace milter
