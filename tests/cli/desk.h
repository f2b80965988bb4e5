// A folder with a configuration and mails, and what a command printed about them.
//
//   Desk desk;
//   desk.write("a.eml", Desk::order());
//   desk.json() ->  one parsed verdict a line of what was printed
#pragma once

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "milter/base/text.h"
#include "tests/ops/folder.h"

namespace milter {

class Desk {
 public:
  explicit Desk(const std::string& more = "") {
    write("p.csv",
          "id,name,kana,english_name,domains,contacts,phone,country,trust\n"
          "P001,幸和商事株式会社,,,kouwa-shoji.co.jp,,,JP,\n");
    write("s.toml",
          "[organisation]\nname = \"朝霧製作所\"\ndomains = [\"asagiri.example\"]\n"
          "[[executive]]\nname = \"桜井 一郎\"\n"
          "addresses = [\"i.sakurai@asagiri.example\"]\n[tables]\npartners = \"p.csv\"\n"
          "[store]\nurl = \"sqlite:s.db\"\n" +
              more);
  }

  std::string write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes);
  }
  std::string path(const std::string& name) const { return folder_.path(name); }
  std::string config() const { return path("s.toml"); }
  bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }
  std::string read(const std::string& name) const {
    std::ostringstream bytes;
    bytes << std::ifstream(path(name), std::ios::binary).rdbuf();
    return bytes.str();
  }

  std::vector<std::string> lines() const { return lines_of(out.str()); }
  std::vector<std::string> errors() const { return lines_of(err.str()); }
  std::vector<nlohmann::json> json() const {
    std::vector<nlohmann::json> objects;
    for (const std::string& line : lines()) objects.push_back(nlohmann::json::parse(line));
    return objects;
  }
  void forget() {
    out.str("");
    err.str("");
  }

  // An ordinary mail of a partner, and one that borrows the president's name.
  static std::string order() {
    return "From: 田中 <k.tanaka@kouwa-shoji.co.jp>\nTo: keiri@asagiri.example\n"
           "Cc: soumu@asagiri.example\nSubject: order\nMessage-ID: <o1@kouwa-shoji.co.jp>\n"
           "Content-Type: text/plain; charset=utf-8\n\nご注文書をお送りいたします。\n";
  }
  static std::string fraud() {
    return "From: 桜井 一郎 <ceo.office@gmail.com>\nTo: keiri@asagiri.example\nSubject: urgent\n"
           "Content-Type: text/plain; charset=utf-8\n\n"
           "LINEグループを作成し、QRコードをこのメールに返信してください。\n";
  }

  std::ostringstream out, err;

 private:
  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> result;
    for (const std::string_view line : split(text, '\n')) {
      if (!line.empty()) result.emplace_back(line);
    }
    return result;
  }

  Folder folder_;
};

}  // namespace milter
