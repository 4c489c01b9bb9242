"""The lists of prefixes that `aggregate.py` has merged, made from a seed."""
import collections.abc
import dataclasses
import ipaddress
import os
import random
import sys

# The IPv4 and IPv6 tables of the internet by length: how many of 1,000,000 or so.
IPV4 = dict(zip(range(8, 33), (16, 13, 37, 102, 302, 574, 1180, 2002, 13_800, 8300, 14_000, 25_500, 44_500, 53_500, 113_000, 104_000, 600_000,
                               200, 200, 200, 300, 300, 500, 800, 5000)))
IPV6 = {20: 10, 24: 40, 28: 300, 29: 2500, 30: 300, 31: 200, 32: 14_000, 33: 900, 34: 800, 35: 700, 36: 6000, 38: 900, 40: 9000, 42: 1600,
        44: 19_000, 45: 1200, 46: 5500, 47: 5000, 48: 80_000, 56: 200, 64: 600, 128: 400}


@dataclasses.dataclass
class DataSet:
    title: str
    lines: int
    make: collections.abc.Callable  # (random, lines) -> the lines
    family: int = 4
    bare: bool = False  # addresses without a length
    path: str = ""


def ipv4(number):
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def ipv4_table(rnd, count):
    for length in rnd.choices(list(IPV4), list(IPV4.values()), k=count):
        yield f"{ipv4(rnd.randrange(1 << 24, 224 << 24) >> 32 - length << 32 - length)}/{length}"


def ipv6_table(rnd, count):
    for length in rnd.choices(list(IPV6), list(IPV6.values()), k=count):
        number = 1 << 125 | rnd.getrandbits(125)
        yield f"{ipaddress.IPv6Address(number >> 128 - length << 128 - length)}/{length}"


def hosts(rnd, count):
    return (ipv4(rnd.getrandbits(32)) for _ in range(count))


def sorted_hosts(rnd, count):
    """Runs of adjacent addresses, ascending, most of them several times."""
    address = 10 << 24
    while count > 0:
        times = min(rnd.choice((1, 1, 2, 4, 8)), count)
        yield from [ipv4(address)] * times
        count -= times
        address += 1 if rnd.random() < 0.98 else rnd.randrange(2, 5000)


def repeated(count, distinct, seed):
    """A text of as many lines, with as many distinct prefixes in any order."""
    rnd = random.Random(f"{seed}/stream")
    prefixes = list(ipv4_table(rnd, distinct))
    return "".join(f"{rnd.choice(prefixes)}\n" for _ in range(count)).encode("ascii")


def data_sets(folder, lines, long, seed):
    """The lists, as files in the folder; those that are there already are taken."""
    sets = [
        DataSet("routing table, IPv4", lines, ipv4_table),
        DataSet("random hosts, IPv4", lines, hosts, bare=True),
        DataSet("sorted hosts with duplicates", lines, sorted_hosts, bare=True),
        DataSet("routing table, IPv6", lines, ipv6_table, family=6),
        DataSet("short list, IPv4", min(lines, 10_000), ipv4_table),
    ]
    if long:
        sets.append(DataSet("ten times the lines, IPv4", 10 * lines, ipv4_table))
    for number, data in enumerate(sets):
        data.path = str(folder / f"{number}-{data.lines}-{seed}.txt")
        if not os.path.exists(data.path):
            print(f"making {data.title}: {data.lines:,} lines", file=sys.stderr, flush=True)
            with open(data.path + ".part", "w", encoding="ascii") as file:
                file.writelines(f"{line}\n" for line in data.make(random.Random(f"{seed}/{number}"), data.lines))
            os.rename(data.path + ".part", data.path)
    return sets
