// Comparing extractions in tests: one line a text or trouble, so that a failure shows all of them.
#pragma once

#include <string>

#include "milter/extract/extract_text.h"

namespace milter::extract {

// "a.zip/b.csv: text" and "a.zip: !encrypted", a line each, texts first.
inline std::string told(const Extraction& extraction) {
  std::string out;
  for (const Text& text : extraction.texts) out += text.where + ": " + text.text + "\n";
  for (const Trouble& trouble : extraction.troubles) {
    out += trouble.where + ": !" + std::string(word(trouble.problem)) + "\n";
  }
  return out;
}

inline std::string told(const std::string& name, const std::string& bytes,
                        const ExtractLimits& limits = {}, const std::string& type = "") {
  return told(extract_text({bytes, name, type}, limits));
}

}  // namespace milter::extract
