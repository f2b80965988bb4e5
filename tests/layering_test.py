#!/usr/bin/python3
"""The house's rules that a compiler does not check.

- Each foreign library is included in the one file named here, and nowhere else.
- lookalike/ and rules/ include nothing of each other or of milter/; inside milter/ a room includes
  only the rooms below it.
- No function is over 80 lines, no file over 300, of tests neither; median and ninth
  decile of function length hold.
- The top level holds what it may hold, and nothing else.

Usage: layering_test.py SOURCE_DIR
"""
import os
import re
import statistics
import subprocess
import sys

TOP = {"CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "milter", "rules",
       "lookalike", "tests", "deploy"}

# Header pattern -> the files that may include it. ICU has two: the two rooms may not know each other.
FOREIGN = {
    r"mimetic/": ["milter/mail/mime_tree.cc"],
    r"libmilter/": ["milter/session/libmilter_shell.cc"],
    r"unicode/": ["lookalike/unicode.cc", "milter/base/unicode.cc"],
    r"libpsl\.h": ["lookalike/suffix.cc"],
    r"re2/": ["rules/phrasebook.cc"],
    r"nlohmann/": ["milter/base/json.cc"],
    r"spdlog/": ["milter/ops/log.cc"],
    r"toml\+\+/": ["milter/ops/config.cc"],
    r"SQLiteCpp/|sqlite3\.h": ["milter/store/sqlite.cc"],
    r"CLI/": ["milter/cli/command_line.cc"],
    r"openssl/": ["milter/base/digest.cc"],
    r"curl/": ["milter/courier/smtp_client.cc"],
    r"microhttpd": ["milter/web/http_server.cc"],
    r"unbound": ["milter/auth/unbound_resolver.cc"],
    r"spf2/": ["milter/auth/spf.cc"],
    r"opendkim/|dkim": ["milter/auth/dkim_library.cc"],
    r"seccomp\.h": ["milter/extract/syscall_filter.cc"],
    r"poppler": ["milter/extract/pdf.cc"],
    r"archive(_entry)?\.h": ["milter/extract/archive.cc"],
    r"expat": ["milter/extract/xml.cc"],
    r"libpq": [],
}

# Rooms of milter/ and what each may include besides itself.
BELOW = {
    "base": set(),
    "mail": {"base"},
    "auth": {"base", "mail"},
    "store": {"base"},
    "ops": {"base", "mail", "store"},
    "memory": {"base", "ops", "store"},
    "act": {"base", "mail"},
    "hold": {"base", "store", "memory"},
    "extract": {"base", "mail"},
    "courier": {"base", "ops", "store", "hold"},
    "web": {"base", "ops", "store", "hold"},
    "judge": {"base", "mail", "auth", "store", "ops", "memory", "act", "hold", "extract"},
    "session": {"base", "mail", "auth", "ops", "memory", "act", "hold", "judge"},
    "cli": {"base", "mail", "auth", "store", "ops", "memory", "act", "hold", "judge"},
    "bin": {"base", "auth", "ops", "hold", "extract", "judge", "session", "courier", "web", "cli"},
}
MAY_USE_PURE_ROOMS = {"judge", "cli", "session", "web"}   # rules/ and lookalike/

MAX_FUNCTION, MAX_FILE, MAX_MEDIAN, MAX_NINTH_DECILE = 80, 300, 12, 35


def sources(top, rooms):
    for room in rooms:
        for folder, _, names in os.walk(os.path.join(top, room)):
            for name in sorted(names):
                if name.endswith((".cc", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), top)


def includes(top, path):
    with open(os.path.join(top, path), encoding="utf-8") as file:
        return re.findall(r'^\s*#\s*include\s+[<"]([^>"]+)[>"]', file.read(), re.M)


def check_includes(top):
    for path in sources(top, ["lookalike", "rules", "milter"]):
        room = path.split("/")[0]
        inner = path.split("/")[1] if room == "milter" else None
        for header in includes(top, path):
            for pattern, allowed in FOREIGN.items():
                if re.match(pattern, header) and path not in allowed:
                    yield f"{path}: includes {header}, which only {allowed or 'nobody yet'} may"
            target = header.split("/")[0]
            if target not in ("lookalike", "rules", "milter") or target == room == target != "milter":
                continue
            if room != "milter":
                yield f"{path}: the room {room} must not include {header}"
            elif target != "milter":
                if inner not in MAY_USE_PURE_ROOMS:
                    yield f"{path}: milter/{inner} must not include {header}"
            elif header.split("/")[1] not in BELOW[inner] | {inner}:
                yield f"{path}: milter/{inner} must not include {header}"


PURE_FORBIDDEN = re.compile(
    r"#\s*include\s+<(fstream|iostream|thread|mutex|atomic|filesystem|chrono|ctime|unistd\.h|"
    r"sys/[^>]+|fcntl\.h|netdb\.h|future|condition_variable)>")


def check_purity(top):
    for path in sources(top, ["lookalike", "rules"]):
        with open(os.path.join(top, path), encoding="utf-8") as file:
            for match in PURE_FORBIDDEN.finditer(file.read()):
                yield f"{path}: a pure room must not use <{match.group(1)}>"


def strip_noise(text):
    """Comments and string contents blanked, line breaks kept, so that braces can be counted."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    pattern = (r'R"([A-Z]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'|'
               r'//[^\n]*|/\*.*?\*/')
    return re.sub(pattern, blank, text, flags=re.S)


FUNCTION_HEAD = re.compile(r"\)\s*(const|noexcept|override|final|mutable|->[^{;]+|:[^{;]*|\s)*$", re.S)
NOT_FUNCTIONS = re.compile(r"(?:^|[\s}])(if|for|while|switch|catch|else|do)\b[^;{}]*$", re.S)


def function_lengths(text):
    """Lines from the opening to the closing brace of each outermost function body."""
    text = strip_noise(text)
    lengths, stack, inside = [], [], 0
    last = 0
    for at, char in enumerate(text):
        if char == "{":
            head = text[last:at]
            is_function = (not inside and FUNCTION_HEAD.search(head) is not None and
                           NOT_FUNCTIONS.search(head) is None)
            stack.append((is_function, text.count("\n", 0, at)))
            inside += is_function
            last = at + 1
        elif char == "}" and stack:
            is_function, begin = stack.pop()
            if is_function:
                inside -= 1
                lengths.append((text.count("\n", 0, at) - begin + 1, begin + 1))
            last = at + 1
        elif char == ";" and not inside:
            last = at + 1
    return lengths


def check_tests_named(top):
    """Each file says what tests it ("Tested by x_test.cc"); there must be such a file."""
    tests = {name for _, _, names in os.walk(os.path.join(top, "tests")) for name in names}
    for path in sources(top, ["lookalike", "rules", "milter"]):
        with open(os.path.join(top, path), encoding="utf-8") as file:
            comment = re.sub(r"\n// ?", " ", file.read().split("#", 1)[0])
        for said in re.findall(r"Tested by ([^:;]*?)\.(?: |$|\n)", comment):
            for name in re.findall(r"\w+\.(?:cc|py)\b", said):
                if name not in tests:
                    yield f"{path}: there is no {name}"


def check_test_lengths(top):
    for folder, _, names in os.walk(os.path.join(top, "tests")):
        for name in names:
            if name.endswith((".cc", ".h", ".py")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    lines = file.read().count("\n")
                if lines > MAX_FILE:
                    yield f"{os.path.relpath(path, top)}: {lines} lines, over {MAX_FILE}"


def check_lengths(top):
    every = []
    for path in sources(top, ["lookalike", "rules", "milter"]):
        with open(os.path.join(top, path), encoding="utf-8") as file:
            text = file.read()
        lines = text.count("\n")
        if lines > MAX_FILE:
            yield f"{path}: {lines} lines, over {MAX_FILE}"
        for length, line in function_lengths(text):
            every.append(length)
            if length > MAX_FUNCTION:
                yield f"{path}:{line}: a function of {length} lines, over {MAX_FUNCTION}"
    median, ninth = statistics.median(every), statistics.quantiles(every, n=10)[8]
    print(f"{len(every)} functions, median {median}, ninth decile {ninth}, longest {max(every)}")
    if len(every) < 100:
        yield "fewer than 100 functions were found: the count itself is broken"
    if median > MAX_MEDIAN:
        yield f"median function length {median}, over {MAX_MEDIAN}"
    if ninth > MAX_NINTH_DECILE:
        yield f"ninth decile of function length {ninth}, over {MAX_NINTH_DECILE}"


def check_top(top):
    listed = subprocess.run(["git", "-C", top, "ls-files"], capture_output=True, text=True)
    names = ({line.split("/")[0] for line in listed.stdout.splitlines()} if listed.returncode == 0
             else set(os.listdir(top)) - {"build"})
    for name in sorted(names):
        if name not in TOP and not name.startswith("."):
            yield f"{name}: must not stand at the top level"


def check_limits(top):
    """Every limit is tested: its name, or the value's consequence named by it, occurs in a test."""
    with open(os.path.join(top, "milter/base/limits.h"), encoding="utf-8") as file:
        names = re.findall(r"constexpr [\w:]+ (k\w+)", file.read())
    tests = ""
    for path in sources(top, ["tests"]):
        with open(os.path.join(top, path), encoding="utf-8") as file:
            tests += file.read()
    for name in names:
        if not re.search(rf"\b{name}\b", tests):
            yield f"milter/base/limits.h: no test names {name}"


def main():
    top = os.path.abspath(sys.argv[1])
    checks = (check_includes, check_purity, check_lengths, check_test_lengths, check_tests_named,
              check_top, check_limits)
    problems = [p for check in checks for p in check(top)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
