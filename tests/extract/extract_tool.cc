// extract_tool FILE: what extract_text finds in it, as JSON, for second_opinion_test.py.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "milter/extract/extract_text.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string path = argv[1];
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  milter::extract::prepare_extracting();
  std::fprintf(stderr, "prepared\n");
  const std::string name = path.substr(path.rfind('/') + 1);
  std::puts(to_json(milter::extract::extract_text({bytes.str(), name, ""})).c_str());
  return 0;
}
