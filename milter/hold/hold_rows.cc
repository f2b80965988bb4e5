// Writing and reading walk the columns in one and the same order, that of the lists below. Tested
// by hold_store_test.cc.
#include "milter/hold/hold_rows.h"

namespace milter {
namespace {

constexpr std::string_view kHoldColumns =
    "id, state, sender, client_address, client_name, helo, auth_user, daemon_name, queue_id, "
    "mail_from, mail_parameters, created, expires, changed, changed_by, verdict, digest, "
    "fingerprint, bytes, maybe_duplicate, subject, shown_from, message_id, excerpt, has_html";
constexpr std::string_view kRecipientColumns =
    "path, parameters, address, doubtful, reason, guarded, suggestion, why_ja, why_en, choice, "
    "corrected, delivery, reply";
constexpr std::string_view kPlaceColumns =
    "field_begin, field_end, mailbox_begin, mailbox_end, address_begin, address_end, recipient";
constexpr std::string_view kAttachmentColumns = "name, type, bytes";

SqlValue value(std::string_view text) { return std::string(text); }
SqlValue value(std::size_t number) { return static_cast<std::int64_t>(number); }
SqlValue value(bool flag) { return std::int64_t{flag ? 1 : 0}; }

// Takes the columns of a row one after the other and remembers whether each was what was asked for.
class Columns {
 public:
  explicit Columns(const SqlRow& row) : row_(&row) {}

  void take(std::string& text) {
    if (const auto* found = std::get_if<std::string>(next())) {
      text = *found;
    } else {
      fits_ = false;
    }
  }
  void take(std::int64_t& number) {
    if (const auto* found = std::get_if<std::int64_t>(next())) {
      number = *found;
    } else {
      fits_ = false;
    }
  }
  void take(std::size_t& number) {
    std::int64_t found = 0;
    take(found);
    fits_ = fits_ && found >= 0;
    number = static_cast<std::size_t>(found);
  }
  void take(bool& flag) {
    std::int64_t found = 0;
    take(found);
    fits_ = fits_ && (found == 0 || found == 1);
    flag = found == 1;
  }
  template <class Enum>
  void take(Enum& one, std::optional<Enum> (*of)(std::string_view)) {
    std::string text;
    take(text);
    const std::optional<Enum> found = of(text);
    fits_ = fits_ && found.has_value();
    one = found.value_or(Enum{});
  }
  bool fit() const { return fits_ && at_ == row_->size(); }

 private:
  const SqlValue* next() {
    static const SqlValue kNothing = nullptr;
    return at_ < row_->size() ? &(*row_)[at_++] : &kNothing;
  }

  const SqlRow* row_;
  std::size_t at_ = 0;
  bool fits_ = true;
};

bool read(const SqlRow& row, HeldMail& mail) {
  Columns columns(row);
  columns.take(mail.id);
  columns.take(mail.state, hold_state);
  Envelope& envelope = mail.envelope;
  for (std::string* text :
       {&mail.sender, &envelope.client_address, &envelope.client_name, &envelope.helo,
        &envelope.auth_user, &envelope.daemon_name, &envelope.queue_id, &envelope.mail_from.address,
        &envelope.mail_from.parameters}) {
    columns.take(*text);
  }
  for (std::int64_t* time : {&mail.created, &mail.expires, &mail.changed}) columns.take(*time);
  for (std::string* text : {&mail.changed_by, &mail.verdict, &mail.digest, &mail.fingerprint}) {
    columns.take(*text);
  }
  columns.take(mail.bytes);
  columns.take(mail.maybe_duplicate);
  for (std::string* text : {&mail.subject, &mail.from, &mail.message_id, &mail.excerpt}) {
    columns.take(*text);
  }
  columns.take(mail.has_html);
  return columns.fit();
}

bool read(const SqlRow& row, HeldRecipient& recipient) {
  Columns columns(row);
  columns.take(recipient.path.address);
  columns.take(recipient.path.parameters);
  columns.take(recipient.address);
  columns.take(recipient.doubtful);
  for (std::string* text : {&recipient.reason, &recipient.of, &recipient.suggestion,
                            &recipient.why_ja, &recipient.why_en}) {
    columns.take(*text);
  }
  columns.take(recipient.choice, choice);
  columns.take(recipient.corrected);
  columns.take(recipient.delivery, delivery);
  columns.take(recipient.reply);
  return columns.fit();
}

bool read(const SqlRow& row, MailboxPlace& place) {
  Columns columns(row);
  for (ByteRange* range : {&place.field, &place.mailbox, &place.address}) {
    columns.take(range->begin);
    columns.take(range->end);
  }
  columns.take(place.recipient);
  return columns.fit();
}

bool read(const SqlRow& row, HeldAttachment& attachment) {
  Columns columns(row);
  columns.take(attachment.name);
  columns.take(attachment.type);
  columns.take(attachment.bytes);
  return columns.fit();
}

std::vector<SqlValue> values_of(const HeldMail& mail) {
  const Envelope& envelope = mail.envelope;
  return {value(mail.id),
          value(word(mail.state)),
          value(mail.sender),
          value(envelope.client_address),
          value(envelope.client_name),
          value(envelope.helo),
          value(envelope.auth_user),
          value(envelope.daemon_name),
          value(envelope.queue_id),
          value(envelope.mail_from.address),
          value(envelope.mail_from.parameters),
          mail.created,
          mail.expires,
          mail.changed,
          value(mail.changed_by),
          value(mail.verdict),
          value(mail.digest),
          value(mail.fingerprint),
          value(mail.bytes),
          value(mail.maybe_duplicate),
          value(mail.subject),
          value(mail.from),
          value(mail.message_id),
          value(mail.excerpt),
          value(mail.has_html)};
}

std::vector<SqlValue> values_of(const HeldRecipient& recipient) {
  return {value(recipient.path.address), value(recipient.path.parameters),
          value(recipient.address),      value(recipient.doubtful),
          value(recipient.reason),       value(recipient.of),
          value(recipient.suggestion),   value(recipient.why_ja),
          value(recipient.why_en),       value(word(recipient.choice)),
          value(recipient.corrected),    value(word(recipient.delivery)),
          value(recipient.reply)};
}

std::vector<SqlValue> values_of(const MailboxPlace& place) {
  return {value(place.field.begin), value(place.field.end),     value(place.mailbox.begin),
          value(place.mailbox.end), value(place.address.begin), value(place.address.end),
          value(place.recipient)};
}

std::vector<SqlValue> values_of(const HeldAttachment& attachment) {
  return {value(attachment.name), value(attachment.type), value(attachment.bytes)};
}

std::string insert_into(std::string_view table, std::string_view columns, std::size_t count) {
  std::string sql = "INSERT INTO ";
  sql.append(table).append(" (").append(columns).append(") VALUES (?");
  for (std::size_t i = 1; i < count; ++i) sql += ", ?";
  return sql + ")";
}

// One row for each, with the mail's id and its position.
template <class T>
Result<void> insert_list(Statements& statements, std::string_view table, std::string_view columns,
                         const std::string& id, const std::vector<T>& list) {
  const std::string all = "hold_id, position, " + std::string(columns);
  for (std::size_t position = 0; position < list.size(); ++position) {
    std::vector<SqlValue> values = values_of(list[position]);
    values.insert(values.begin(), {value(id), value(position)});
    auto done = statements.run(insert_into(table, all, values.size()), values);
    if (!done) return done;
  }
  return {};
}

tl::unexpected<Error> misfit(std::string_view table, const std::string& id) {
  return fail(Error::Kind::kPermanent,
              "hold " + id + ": a row of " + std::string(table) + " does not fit its types");
}

template <class T>
Result<void> load_list(Statements& statements, std::string_view table, std::string_view columns,
                       const std::string& id, std::vector<T>& list) {
  std::string sql = "SELECT ";
  sql.append(columns).append(" FROM ").append(table);
  const auto rows = statements.rows(sql + " WHERE hold_id = ? ORDER BY position", {id});
  if (!rows) return fail(rows.error());
  for (const SqlRow& row : *rows) {
    if (!read(row, list.emplace_back())) return misfit(table, id);
  }
  return {};
}

}  // namespace

Result<void> insert_rows(Statements& statements, const HeldMail& mail) {
  std::vector<SqlValue> values = values_of(mail);
  // Nobody is sending it, it is due at once, and its bytes are in the spool.
  const std::string columns = std::string(kHoldColumns) +
                              ", sending, attempts, next_try, lease_owner, lease_until, in_spool";
  const std::int64_t none = 0, yes = 1;
  values.insert(values.end(), {none, none, none, std::string(), none, yes});
  auto done = statements.run(insert_into("hold", columns, values.size()), values);
  if (done) {
    done = insert_list(statements, "hold_recipient", kRecipientColumns, mail.id, mail.recipients);
  }
  if (done) done = insert_list(statements, "hold_place", kPlaceColumns, mail.id, mail.places);
  if (!done) return done;
  return insert_list(statements, "hold_attachment", kAttachmentColumns, mail.id, mail.attachments);
}

Result<std::optional<HeldMail>> load_hold(Statements& statements, const std::string& id) {
  const auto rows =
      statements.rows("SELECT " + std::string(kHoldColumns) + " FROM hold WHERE id = ?", {id});
  if (!rows) return fail(rows.error());
  if (rows->empty()) return std::nullopt;
  HeldMail mail;
  if (!read(rows->front(), mail)) return misfit("hold", id);
  auto done = load_list(statements, "hold_recipient", kRecipientColumns, id, mail.recipients);
  if (done) done = load_list(statements, "hold_place", kPlaceColumns, id, mail.places);
  if (done) {
    done = load_list(statements, "hold_attachment", kAttachmentColumns, id, mail.attachments);
  }
  if (!done) return fail(done.error());
  return mail;
}

Result<std::vector<std::string>> text_column(Statements& statements, std::string_view sql,
                                             const std::vector<SqlValue>& values) {
  const auto rows = statements.rows(sql, values);
  if (!rows) return fail(rows.error());
  std::vector<std::string> texts;
  for (const SqlRow& row : *rows) {
    const auto* text = row.empty() ? nullptr : std::get_if<std::string>(&row.front());
    if (text == nullptr) return fail(Error::Kind::kPermanent, "a hold's id is not text");
    texts.push_back(*text);
  }
  return texts;
}

}  // namespace milter
