"""Asks the real YAML language server what an editor would show in an evidence file.

Not run by pytest, since the server is a Node program that the tests do not install. By hand, from
the repository, with the server installed in some folder outside it (`npm install
yaml-language-server`):

    python tests/editor/completion.py FOLDER/node_modules/.bin/yaml-language-server

Opens files under the settings of `.vscode/`, prints what the server offers, and exits with 1
unless each offer is the one that the schemas promise and no file of the repository is marked.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = "country_data/KAZ/2010.yaml"
#: What is asked at "@@", in place of what, and how many explained offers there are at least.
ASKED = (
    ("indicator: foreign-victims-identified", "indicator: @@", 80),
    ("kind: us_government_report", "kind: @@", 10),
    ("bearing: contradicts", "bearing: @@", 2),
    ("judgements: []\n", "judgements: []\nignore:\n  @@\n", 10),
)
MARKDOWN = {
    "hover": {"contentFormat": ["markdown"]},
    "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
}


class Server:
    """A language server at the other end of a pipe, told of the settings of the repository."""

    def __init__(self, command):
        self.process = subprocess.Popen([command, "--stdio"], stdin=-1, stdout=-1)
        self.sent, self.diagnostics = 0, {}
        with open(ROOT / ".vscode/settings.json", encoding="utf-8") as file:
            schemas = json.load(file)["yaml.schemas"]
        self.settings = {"yaml": {"schemas": schemas, "validate": True, "completion": True}}
        folder = {"uri": ROOT.as_uri(), "name": "tipcli"}
        can = {"workspace": {"configuration": True, "workspaceFolders": True}}
        can["textDocument"] = MARKDOWN
        about = {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder]}
        self.ask("initialize", **about, capabilities=can)
        self.send(method="initialized", params={})
        self.send(method="workspace/didChangeConfiguration", params={"settings": self.settings})

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def ask(self, method, **params):
        self.sent += 1
        self.send(id=self.sent, method=method, params=params)
        return self.until(lambda got: got.get("id") == self.sent and "method" not in got)["result"]

    def until(self, wanted):
        while True:
            header = b""
            while not header.endswith(b"\r\n\r\n"):
                header += self.process.stdout.read(1)
            length = int(header.split(b"Content-Length:")[1].split(b"\r\n")[0])
            got = json.loads(self.process.stdout.read(length))
            if got.get("method") == "workspace/configuration":
                known = [self.settings.get(each["section"]) for each in got["params"]["items"]]
                self.send(id=got["id"], result=known)
            elif "method" in got and "id" in got:
                self.send(id=got["id"], result=None)
            elif got.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics[got["params"]["uri"]] = got["params"]["diagnostics"]
            if wanted(got):
                return got

    def open(self, name, text):
        """Open a file with this text; what the server has against it."""
        uri = (ROOT / name).as_uri()
        self.sent += 1  # the server remembers what it read by the version
        document = {"uri": uri, "languageId": "yaml", "version": self.sent, "text": text}
        self.diagnostics.pop(uri, None)
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        self.until(lambda _: uri in self.diagnostics)
        return [f"{name}: {each['message']}" for each in self.diagnostics[uri]]

    def at(self, method, text):
        """Ask about the place of the mark in the file, whose text this is without it."""
        before = text[: text.index("@@")].split("\n")
        self.open(FILE, text.replace("@@", "", 1))
        place = {"line": len(before) - 1, "character": len(before[-1])}
        return self.ask(method, textDocument={"uri": (ROOT / FILE).as_uri()}, position=place)


def main(command):
    server, wrong = Server(command), []
    for path in sorted(ROOT.glob("c*/**/*.yaml")):
        wrong += server.open(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
    text = (ROOT / FILE).read_text(encoding="utf-8")
    for old, new, least in ASKED:
        offers = server.at("textDocument/completion", text.replace(old, new, 1))["items"]
        print(f"{new!r}: {len(offers)} offers, the first: {offers[:1]}\n")
        if len(offers) < least or not all(each.get("documentation") for each in offers):
            wrong.append(f"{new!r}: {[each['label'] for each in offers]}")
    marked = text.replace("foreign-vic", "foreign-@@vic", 1)
    shown = server.at("textDocument/hover", marked)["contents"]["value"]
    print(f"hover: {shown[:600]} ...\n")
    if "* `foreign-victims-identified`: **Foreign victims were id" not in shown:
        wrong.append(f"hover: {shown}")
    if not server.open(FILE, text.replace("foreign-victims", "foreign-victim", 1)):
        wrong.append("a misspelt indicator is not marked")
    server.process.terminate()
    print("\n".join(wrong) or "All as promised.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
