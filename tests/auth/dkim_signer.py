"""Mail signed by implementations that are not libopendkim's verifier, and dkim_tool asked about it.

    key = Key("k1", bits=2048)                    # made for this run
    mail = sign(MESSAGE, key, "relaxed/simple", names=["from", "subject"])
    [answer] = verify(tool, key.zone_line(), [mail])
    answer["signatures"][0]["result"]             # "pass"

sign() takes python3-dkim's canonical forms and hashes, and tags in any form, wrong ones too.
"""

import base64
import json
import os
import subprocess
import tempfile

import dkim
import nacl.encoding
import nacl.signing
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import HASH_ALGORITHMS, parse_pem_private_key

DOMAIN = "asagiri.example"
NAMES = ["from", "to", "subject", "date", "message-id"]


class Key:
    """RSA of `bits`, or Ed25519 if `bits` is 0. `extra`: tags put before p= in its record."""

    def __init__(self, selector, bits=2048, extra=""):
        self.selector, self.extra = selector, extra
        self.algorithm = "rsa-sha256" if bits else "ed25519-sha256"
        if bits:
            self.pem = _openssl(["genrsa", "-traditional", str(bits)])
            self.private = parse_pem_private_key(self.pem)
            public = _openssl(["rsa", "-pubout", "-outform", "DER"], self.pem)
        else:
            self.private = nacl.signing.SigningKey.generate()
            public = self.private.verify_key.encode()
        self.public = base64.b64encode(public).decode()

    def record(self):
        kind = self.algorithm.partition("-")[0]
        return f"v=DKIM1; k={kind}; {self.extra}p={self.public}"

    def zone_line(self):
        return f"{self.selector}._domainkey.{DOMAIN} TXT {self.record()}\n"


def _openssl(arguments, text=b""):
    return subprocess.run(["openssl", *arguments], input=text, capture_output=True,
                          check=True).stdout


def sign(message, key, canon="relaxed/relaxed", names=None, length=None, **tags):
    """`message` with a signature on top. `length`: of l=, -1 for the whole body. A tag given as
    None is left out; "_" at a tag's end keeps two of one name apart."""
    signer = dkim.DKIM(message, signature_algorithm=key.algorithm.encode())
    policy = CanonicalizationPolicy.from_c_value(canon.encode())
    signer.hasher = HASH_ALGORITHMS[key.algorithm.encode()]
    body = policy.canonicalize_body(signer.body)
    names = names or NAMES
    fields = {"v": "1", "a": key.algorithm, "c": canon, "d": DOMAIN, "s": key.selector,
              "t": "1760000000", "h": " : ".join(names)}
    if length is not None:
        length = len(body) if length < 0 else length
        body, fields["l"] = body[:length], str(length)
    digest = signer.hasher()
    digest.update(body)
    fields["bh"] = base64.b64encode(digest.digest()).decode()
    fields.update(tags)
    pairs = [(tag.rstrip("_").encode(), value.encode()) for tag, value in fields.items()
             if value is not None]
    pairs.append((b"b", b"0" * 60))
    value = signer.gen_header(pairs, tuple(name.lower().encode() for name in names), policy,
                              b"DKIM-Signature", key.private)
    return b"DKIM-Signature: " + value + message


PERL = """
use Mail::DKIM::Signer;
my ($method, $domain, $selector, $file) = @ARGV;
my $signer = Mail::DKIM::Signer->new(Algorithm => 'rsa-sha256', Method => $method,
    Domain => $domain, Selector => $selector, KeyFile => $file);
binmode STDIN;
local $/;
$signer->PRINT(<STDIN>);
$signer->CLOSE;
print $signer->signature->as_string;
"""


def sign_by_perl(message, key, canon):
    """`message` with a signature by Perl's Mail::DKIM on top; From, To, Subject, Date and
    Message-ID are signed."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(key.pem)
        file.flush()
        done = subprocess.run(["perl", "-e", PERL, canon, DOMAIN, key.selector, file.name],
                              input=message, capture_output=True, check=True)
    return done.stdout.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").rstrip() + b"\r\n" + message


def verify(tool, zone, mails, pieces=(65536,)):
    """What dkim_tool says of each mail; of each in every size of piece, if that is the same."""
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(zone)
        file.flush()
        records = b"".join(b"%d %d\n" % (piece, len(mail)) + mail
                           for mail in mails for piece in pieces)
        done = subprocess.run([tool, file.name], input=records, stdout=subprocess.PIPE, check=True,
                              env={**os.environ, "LC_ALL": "C"})
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(mails) * len(pieces), "dkim_tool ended early"
    grouped = [answers[i:i + len(pieces)] for i in range(0, len(answers), len(pieces))]
    for number, group in enumerate(grouped):
        assert all(answer == group[0] for answer in group), (number, pieces, group)
    return [group[0] for group in grouped]
