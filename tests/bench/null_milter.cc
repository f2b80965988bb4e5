// null_milter SOCKET: a milter that wants to see nothing of a mail and says yes at its end. The
// most that Postfix can do with any milter; outbound_load.py measures sekimori-milter against it.
#include <libmilter/mfapi.h>

#include <cstdio>
#include <string>

namespace {

sfsistat on_end(SMFICTX*) { return SMFIS_ACCEPT; }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: null_milter unix:/path/to/socket\n", stderr);
    return 2;
  }
  std::string name = "null";
  smfiDesc filter{};
  filter.xxfi_name = name.data();
  filter.xxfi_version = SMFI_VERSION;
  filter.xxfi_eom = on_end;
  if (smfi_register(filter) != MI_SUCCESS || smfi_setconn(argv[1]) != MI_SUCCESS) return 1;
  return smfi_main() == MI_SUCCESS ? 0 : 1;
}
