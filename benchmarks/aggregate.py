#!/usr/bin/env python3
"""Measures `fwrules aggregate` and other programs that merge lists of prefixes, and compares their results.

Generates the lists from a seed, publishes the managed and the native build, and runs every program that is installed, in turn. Prints
Markdown. Exit codes: 0 success, 1 a build of fwrules gave a different result, 2 the command line is wrong or something needed is missing.
"""
import argparse
import collections.abc
import dataclasses
import datetime
import os
import pathlib
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile

import lists

ROOT = pathlib.Path(__file__).resolve().parent.parent
OURS = ("fwrules, managed", "fwrules, native")
BASE = "iprange"
ORACLE = "Python ipaddress"
SLOW = 5.0  # seconds: a program that takes longer is run once
SQUARE = 20_000  # lines that programs get whose time grows with the square of them
OBJECTS = 2_000_000  # lines that programs get which keep objects for each

# Python starts a program in its own memory, whose size the kernel then counts as the program's: this one is small, and has the clock next
# to the program.
LAUNCHER = """
import os, sys, time
source, target, errors, *command = sys.argv[1:]
files = [(os.POSIX_SPAWN_OPEN, 0, source, os.O_RDONLY, 0)] if source else []
files += [(os.POSIX_SPAWN_OPEN, fd, name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for fd, name in ((1, target), (2, errors))]
start = time.perf_counter()
pid = os.posix_spawnp(command[0], command, os.environ, file_actions=files)
_, status, usage = os.wait4(pid, 0)
print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
PYTHON = """
import ipaddress, sys
with open(sys.argv[1]) as lines:
    merged = ipaddress.collapse_addresses([ipaddress.ip_network(line.rstrip()) for line in lines])
sys.stdout.writelines(f"{prefix}\\n" for prefix in merged)
"""
NODE = """
import {{ readFileSync }} from 'node:fs';
import {{ {merge} }} from '{package}';
process.stdout.write({merge}(readFileSync(process.argv[2], 'utf8').trimEnd().split('\\n')).join('\\n') + '\\n');
"""
class Failure(Exception):
    """Something that is needed is missing; the text says what."""


@dataclasses.dataclass
class Program:
    name: str
    version: str
    command: collections.abc.Callable  # (DataSet) -> the arguments
    reads_input: bool = False
    families: tuple = (4, 6)
    most: int = sys.maxsize


@dataclasses.dataclass
class Outcome:
    runs: list  # of (wall, cpu, resident)
    verdict: str = ""

    def median(self, at):
        return statistics.median(run[at] for run in self.runs)


def publish(folder):
    """The managed and the native build, and the framework of the latter."""
    machine = {"x86_64": "linux-x64", "aarch64": "linux-arm64"}.get(platform.machine())
    if not machine or not shutil.which("dotnet"):
        raise Failure("publishing needs the .NET 10 SDK on Linux, x64 or arm64: see --managed and --native for builds that are there")

    def build(name, *options):
        say(f"publishing {name}")
        return subprocess.run(
            ["dotnet", "publish", ROOT / "src/FirewallRules.Cli", "-c", "Release", "-r", machine, "-o", folder / name, "--artifacts-path",
             folder / "artifacts" / name, "--nologo", "-v", "q", *options], capture_output=True, text=True, check=False)

    managed = build("managed")
    if managed.returncode != 0:
        raise Failure("the managed build cannot be published:\n" + managed.stdout[-2000:])
    for framework in ("net10.0", "net9.0"):
        native = build(f"native-{framework}", f"-p:NativeFramework={framework}")
        if native.returncode == 0:
            return folder / "managed", folder / f"native-{framework}", f"as native code for {framework}"
        say(f"no native build for {framework}: " + next((line.strip() for line in native.stdout.splitlines() if "error" in line), "?"))
    return folder / "managed", None, ""


def packages(folder):
    """The npm packages as programs, if npm can install them."""
    names = {"cidr-tools": "mergeCidr", "fast-cidr-tools": "merge"}
    if not shutil.which("node") or not shutil.which("npm"):
        return
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, *names], capture_output=True, text=True, check=False)
    for name, merge in names.items() if done.returncode == 0 else ():
        script = folder / f"{name}.mjs"
        script.write_text(NODE.format(merge=merge, package=name), encoding="ascii")
        version = re.search(r'"version": *"([^"]+)"', (folder / "node_modules" / name / "package.json").read_text(encoding="utf-8"))[1]
        yield Program(name, f"{version}, Node {first_line('node', '--version')}",
                      lambda data, script=script: ["node", script, data.path], most=OBJECTS)


def first_line(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout.partition("\n")[0].strip()


def programs(folder, managed, native, framework):
    yield Program("cat", first_line("cat", "--version"), lambda data: ["cat", data.path])
    for name, build, note in (OURS[0], managed, f".NET {first_line('dotnet', '--version')} SDK"), (OURS[1], native, framework):
        if build:
            program = shutil.which(build / "fwrules")
            if not program:
                raise Failure(f"there is no fwrules in {build}")
            yield Program(name, f"{first_line(program, '--version')} {note}".strip(), lambda data, program=program: [program, "aggregate", data.path])
    if shutil.which("iprange"):
        # Version 1 asks the name servers for each IPv6 address.
        yield Program(BASE, first_line("iprange", "--version"), lambda data: ["iprange", data.path], families=(4,))
    if shutil.which("netmask"):
        yield Program("netmask", first_line("netmask", "--version"), lambda data: ["netmask", "-c", "-n", "-f", data.path],
                      families=(4,), most=SQUARE)
    if shutil.which("aggregate"):
        # With a length for bare addresses, it takes every length for that one.
        yield Program("aggregate", first_line("dpkg-query", "-W", "-f", "${Package} ${Version}", "aggregate") or "of an unknown version",
                      lambda data: ["aggregate", "-q", "-m", "32", "-o", "32", *(["-p", "32"] if data.bare else [])], True, (4,), SQUARE)
    yield Program(ORACLE, platform.python_version(), lambda data: [sys.executable, "-c", PYTHON, data.path], most=OBJECTS)
    yield from packages(folder)


def run(command, source="", target=os.devnull, timeout=None, feed=()):
    """Runs a command: (wall, cpu, resident) in seconds and bytes, or a sentence on why there is no answer."""
    with tempfile.NamedTemporaryFile("r", errors="replace") as errors:
        launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, source, target, errors.name, *map(str, command)]
        with subprocess.Popen(launch, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
            try:
                for piece in feed:
                    process.stdin.write(piece)
                said, _ = process.communicate(timeout=timeout)
            except BrokenPipeError:
                said = process.stdout.read()
            except subprocess.TimeoutExpired:
                return f"no answer in {timeout} s"
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
        if process.returncode != 0:
            raise Failure(f"{command[0]} cannot be run")
        wall, cpu, resident, code = said.split()
        return (float(wall), float(cpu), int(resident) * 1024) if int(code) == 0 else f"exit code {int(code)}: {errors.readline().strip()}"


def prefixes(path):
    """The prefixes of an output, sorted, as (bits of the family, first address, bits left open)."""
    def read(line):
        address, _, length = line.strip().partition("/")
        packed = socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)
        return 8 * len(packed), int.from_bytes(packed, "big"), 8 * len(packed) - int(length or 8 * len(packed))

    with open(path, encoding="ascii") as lines:
        return sorted(map(read, lines))


def addresses(found):
    """How many addresses sorted prefixes hold together."""
    count, end = 0, (0, 0)
    for bits, first, open_bits in found:
        start = max((bits, first), end)[1] if end[0] == bits else first
        last = first + (1 << open_bits)
        if last > start:
            count += last - start
            end = bits, last
    return count


def is_minimal(found):
    return not any(a[0] == b[0] and (b[1] < a[1] + (1 << a[2]) or (a[2] == b[2] and b[1] == a[1] ^ (1 << a[2]))) for a, b in zip(found, found[1:]))


def compare(found, expected):
    """What distinguishes an answer from the expected one, or nothing."""
    if found == expected:
        return ""
    together = addresses(sorted(found + expected))
    missing, extra = together - addresses(found), together - addresses(expected)
    return (f"{missing:,} addresses missing and {extra:,} too many" if missing or extra
            else f"the same addresses in {len(found):,} prefixes instead of {len(expected):,}")


def measure(data, tools, options):
    """Runs the programs on one list in turn: their outcomes by name. The first round writes the answers that are compared."""
    outcomes, answers = {}, {}
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for tool in tools:
            target = f"{folder}/{len(outcomes)}"
            first = run(tool.command(data), data.path if tool.reads_input else "", target, options.timeout)
            outcomes[tool.name] = Outcome([first]) if isinstance(first, tuple) else Outcome([], first)
            if isinstance(first, tuple) and tool.name != "cat":
                try:
                    answers[tool.name] = prefixes(target)
                except (OSError, ValueError) as error:
                    outcomes[tool.name].verdict = f"an answer that is no list of prefixes: {error}"
    quick = [tool for tool in tools if outcomes[tool.name].runs and outcomes[tool.name].runs[0][0] < SLOW]
    for tool in quick:
        outcomes[tool.name].runs.clear()
    for number in range(options.rounds):
        say(f"{data.title}: round {number + 1} of {options.rounds}")
        for tool in quick:
            again = run(tool.command(data), data.path if tool.reads_input else "", timeout=options.timeout)
            if isinstance(again, str):
                raise Failure(f"{tool.name}, {data.title}: {again}, after it had answered before")
            outcomes[tool.name].runs.append(again)

    reference = next((name for name in (ORACLE, BASE, *answers) if name in answers), None)
    if reference and not is_minimal(answers[reference]):
        outcomes[reference].verdict = "prefixes that can still be merged"
    for name, answer in answers.items():
        outcomes[name].verdict = outcomes[name].verdict or compare(answer, answers[reference])
    return outcomes


def stream(program, lines, seed):
    """Peak memory of one list of 1000 prefixes, many times over, through a pipe: once and a hundred times."""
    block = lists.repeated(lines, 1000, seed)
    measured = [run(program.command(lists.DataSet("", 0, None, path="-")), feed=(block for _ in range(times))) for times in (1, 100)]
    if any(isinstance(one, str) for one in measured):
        raise Failure(f"{program.name}, a stream: {measured}")
    once, often = measured
    return (f"A stream of {100 * lines:,} lines with 1000 distinct prefixes takes {program.name} {size(often[2])}, {lines:,} of these lines "
            f"{size(once[2])}.")


def milliseconds(seconds):
    return f"{1000 * seconds:,.1f} ms" if seconds < 0.01 else f"{1000 * seconds:,.0f} ms" if seconds < 10 else f"{seconds:,.0f} s"


def size(count):
    return f"{count / 2**20:,.0f} MB"


def table(outcomes, sets, names, form):
    def cell(outcome, data):
        return "" if outcome is None else form(outcome, data) if outcome.runs else "none"

    rows = [["", *(f"{data.title} ({data.lines:,})" for data in sets)], ["---", *["---:"] * len(sets)]]
    rows += [[name, *(cell(outcomes[data.title].get(name), data) for data in sets)] for name in names]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def report(outcomes, sets, tools, options, notes):
    """The first table, and the whole report."""
    names = [tool.name for tool in tools]

    def time(outcome, data):
        own = next(name for name, one in outcomes[data.title].items() if one is outcome)
        base = outcomes[sets[0].title].get(own) if data.family == 6 else outcomes[data.title].get(BASE)
        ratio = outcome.median(0) / base.median(0) if base and base.runs else 0
        return milliseconds(outcome.median(0)) + (f" (×{ratio:.{2 if ratio >= 0.1 else 3}f})" if ratio else "") + ("¹" if len(outcome.runs) < options.rounds else "")

    times = table(outcomes, sets, names, time)
    floor = run(["true"])[2]
    use = table(outcomes, sets, names, lambda outcome, _: f"{milliseconds(outcome.median(1))}, "
                + (size(outcome.median(2)) if outcome.median(2) > 1.1 * floor else f"≤ {size(1.1 * floor)}"))
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    machine = f"{system} on Linux {'.'.join(platform.release().split('.')[:2])}, {os.cpu_count()} cores of {cpu[1] if cpu else platform.machine()}"
    remarks = [f"Run of {datetime.date.today()}: {machine}.", *notes,
               *(f"{tool.name}: {tool.version}." for tool in tools if tool.name != "cat"),
               *(f"{name}, {title}: {one.verdict}." for title, found in outcomes.items() for name, one in found.items() if one.verdict)]
    return times, (
        f"Medians of {options.rounds} rounds. In each round every program runs once; it reads a file, and its output is discarded. In parentheses: "
        f"the ratio to `{BASE}` in the same run; for IPv6, which `{BASE}` does not support, the ratio to the program's own time for IPv4. ¹ Slower "
        f"than {SLOW:.0f} s, therefore run only once. An empty cell: the program does not support the family, or the list is too long for it (at most "
        f"{SQUARE:,} lines for programs whose time grows with the square of the lines, {OBJECTS:,} for programs that keep an object for each line)."
        f"\n\n{times}\nProcessor time and peak resident memory:\n\n{use}\n"
        + "".join(f"- {remark}\n" for remark in remarks))


def replace(path, name, text):
    whole = path.read_text(encoding="utf-8")
    changed, count = re.subn(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda found: f"{found[1]}{text}{found[2]}", whole, flags=re.S)
    if count != 1:
        raise Failure(f"{path} has no place for the table: <!-- {name} --> to <!-- /{name} -->")
    path.write_text(changed, encoding="utf-8")


def say(text):
    print(text, file=sys.stderr, flush=True)


def parse_arguments():
    def number(text):
        if not text.isascii() or not text.isdigit() or int(text) == 0:
            raise argparse.ArgumentTypeError("a whole number from 1 is needed")
        return int(text)

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0], epilog="Quick: aggregate.py --lines 10000 --rounds 1")
    parser.add_argument("--lines", type=number, default=1_000_000, help="lines of each list (default: 1000000)")
    parser.add_argument("--rounds", type=number, default=9, help="rounds; the median counts (default: 9)")
    parser.add_argument("--seed", type=number, default=20241017, help="the seed of the lists (default: 20241017)")
    parser.add_argument("--timeout", type=number, default=120, help="seconds that a program gets for a list (default: 120)")
    parser.add_argument("--long", action="store_true", help="also lists with ten times the lines, and a stream with a hundred times the lines")
    parser.add_argument("--folder", type=pathlib.Path, help="keep lists and builds here for the next run (default: a temporary folder)")
    parser.add_argument("--managed", type=pathlib.Path, metavar="FOLDER", help="a published managed build, instead of publishing both")
    parser.add_argument("--native", type=pathlib.Path, metavar="FOLDER", help="a published native build, instead of publishing both")
    parser.add_argument("--only", metavar="NAMES", help="run only these programs, by the names in the table, separated by ';'")
    parser.add_argument("--write", action="store_true", help="write the tables into benchmarks/README.md and README.md")
    return parser.parse_args()


def compete(options):
    builds = (options.managed, options.native, "as native code") if options.managed or options.native else publish(options.folder)
    tools = list(programs(options.folder, *builds))
    if options.only:
        unknown = set(options.only.split(";")) - {tool.name for tool in tools}
        if unknown:
            raise Failure(f"not here: {', '.join(sorted(unknown))}; here are: {'; '.join(tool.name for tool in tools)}")
        tools = [tool for tool in tools if tool.name in options.only.split(";")]
    sets = lists.data_sets(options.folder, options.lines, options.long, options.seed)
    outcomes = {data.title: measure(data, [tool for tool in tools if data.family in tool.families and data.lines <= tool.most], options) for data in sets}
    ours = [tool for tool in tools if tool.name in OURS]
    notes = [stream(tool, options.lines, options.seed) for tool in ours if options.long]
    times, text = report(outcomes, sets, tools, options, notes)
    print(text, end="")
    if options.write:
        replace(ROOT / "benchmarks/README.md", "merging", text)
        replace(ROOT / "README.md", "merging", times)
    return 1 if any(found[tool.name].verdict for found in outcomes.values() for tool in ours if tool.name in found) else 0


def main():
    options = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="aggregate-") as temporary:
        options.folder = (options.folder or pathlib.Path(temporary)).resolve()
        try:
            options.folder.mkdir(parents=True, exist_ok=True)
            return compete(options)
        except (Failure, OSError) as error:
            say(f"aggregate.py: {error}")
            return 2
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main())
