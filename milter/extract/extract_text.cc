// How it works: what an attachment is chooses the reader; what a reader finds inside (members of
// archives, attachments of mail, files in documents) comes back here, one level deeper. Recursion
// ends at limits.depth. Tested by extract_text_test.cc and extract_limits_test.cc.
#include "milter/extract/extract_text.h"

#include <memory>
#include <string>

#include "milter/extract/archive.h"
#include "milter/extract/collector.h"
#include "milter/extract/kind_of.h"
#include "milter/extract/office.h"
#include "milter/extract/old_office.h"
#include "milter/extract/pdf.h"
#include "milter/extract/plain.h"
#include "milter/extract/rtf.h"
#include "milter/mail/message.h"

namespace milter::extract {
namespace {

class AttachmentReader {
 public:
  explicit AttachmentReader(Collector& out) : out_(out) {}
  void read(const Attachment& attachment, const std::string& where, std::size_t depth);

 private:
  void read_within(const Attachment& attachment, const std::string& where, std::size_t depth);
  void read_archive(const Attachment& attachment, Kind kind, const std::string& where,
                    std::size_t depth);
  void read_pdf_and_files(std::string_view bytes, const std::string& where, std::size_t depth);
  void read_text(std::string_view bytes, Kind kind, const std::string& where);
  void read_rich_text(std::string_view bytes, const std::string& where);
  void read_mail(std::string_view bytes, const std::string& where, std::size_t depth);
  void read_mail_part(const Part& part, const std::string& where, std::size_t depth);

  Collector& out_;
};

// A file inside the one at `where`.
void AttachmentReader::read_within(const Attachment& attachment, const std::string& where,
                                   std::size_t depth) {
  if (depth == out_.limits().depth) {
    out_.add_trouble(Problem::kTooDeep, where);
    return;
  }
  read(attachment, inside(where, attachment.name), depth + 1);
}

void AttachmentReader::read_archive(const Attachment& attachment, Kind kind,
                                    const std::string& where, std::size_t depth) {
  std::vector<Member> members = unpack(attachment.bytes, kind, where, out_);
  const bool office = kind == Kind::kZip && is_office(members);
  if (office) read_office(members, where, out_);
  for (Member& member : members) {
    if (office && !is_embedded(member)) continue;
    if (kind == Kind::kPacked && member.name.empty()) {
      member.name = without_extension(attachment.name);
    }
    read_within({member.bytes, member.name, ""}, where, depth);
    member.bytes = {};
  }
}

void AttachmentReader::read_pdf_and_files(std::string_view bytes, const std::string& where,
                                          std::size_t depth) {
  for (const PdfFile& file : read_pdf(bytes, where, out_)) {
    read_within({file.bytes, file.name, ""}, where, depth);
  }
}

// A byte of any charset is half a byte of UTF-8 or more; of a page much is no text. Decoding all of
// a large file would take several times its size in memory, for text that is cut anyway.
void AttachmentReader::read_text(std::string_view bytes, Kind kind, const std::string& where) {
  const std::size_t most = out_.limits().text_bytes * 4;
  if (bytes.size() > most) out_.add_trouble(Problem::kTooLarge, where);
  bytes = bytes.substr(0, most);
  out_.add_text(where, kind == Kind::kHtml ? read_page(bytes) : read_plain(bytes));
}

void AttachmentReader::read_rich_text(std::string_view bytes, const std::string& where) {
  const RtfText rtf = read_rtf(bytes, out_.limits());
  if (rtf.too_deep) out_.add_trouble(Problem::kTooDeep, where);
  out_.add_text(where, rtf.text);
}

// A text part without a name is read as the mail's own text already.
void AttachmentReader::read_mail_part(const Part& part, const std::string& where,
                                      std::size_t depth) {
  const bool is_mail = part.is("message/rfc822");
  if (part.encoded.empty() || !(part.is_attachment() || is_mail)) return;
  if (!out_.spend_entry()) {
    out_.add_trouble(Problem::kTooMany, where);
    return;
  }
  const std::string bytes = decode_body(part);
  read_within({bytes, part.filename, part.type + "/" + part.subtype}, where, depth);
}

void AttachmentReader::read_mail(std::string_view bytes, const std::string& where,
                                 std::size_t depth) {
  const Message mail =
      read_message(std::make_shared<const RawMessage>(RawMessage::parse(std::string(bytes))));
  if (!mail.mime.read) out_.add_trouble(Problem::kBroken, where);
  out_.add_text(where, mail.header.subject + "\n" + mail.text);
  for (const Part& part : mail.mime.parts) read_mail_part(part, where, depth);
}

void AttachmentReader::read(const Attachment& attachment, const std::string& where,
                            std::size_t depth) {
  const Kind kind = kind_of(attachment);
  if (is_disguised(attachment.name, kind)) out_.add_trouble(Problem::kDoubleExtension, where);
  switch (kind) {
    case Kind::kEmpty:
      return;
    case Kind::kPdf:
      return read_pdf_and_files(attachment.bytes, where, depth);
    case Kind::kZip:
    case Kind::kSevenZip:
    case Kind::kRar:
    case Kind::kTar:
    case Kind::kPacked:
      return read_archive(attachment, kind, where, depth);
    case Kind::kOle:
      return read_old_office(attachment.bytes, where, out_);
    case Kind::kRtf:
      return read_rich_text(attachment.bytes, where);
    case Kind::kMail:
      return read_mail(attachment.bytes, where, depth);
    case Kind::kHtml:
    case Kind::kText:
      return read_text(attachment.bytes, kind, where);
    case Kind::kProgram:
    case Kind::kUnknown:
      return out_.add_trouble(Problem::kUnknownKind, where);
  }
}

}  // namespace

Extraction extract_text(const Attachment& attachment, const ExtractLimits& limits) {
  Collector out(limits, attachment.bytes.size());
  AttachmentReader(out).read(attachment, name_for_people(attachment.name), 0);
  return out.take();
}

void prepare_extracting() {
  prepare_unpacking();
  prepare_pdf();
}

}  // namespace milter::extract
