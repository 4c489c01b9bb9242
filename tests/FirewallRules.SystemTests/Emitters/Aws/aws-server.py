"""Runs the aws command for many callers.

To load the command and the description of a service takes it most of its time. Here that happens once, and each call is a fork of this process.
The argument is the path of the program to write, which passes its calls on. This process prints a line when it is ready, and ends when its
standard input does.
"""

import os
import signal
import socket
import sys
import threading

import awscli.clidriver

CLIENT = """#!{python} -IS
import os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect({address!r})
parts = [os.fsencode(os.getcwd()), b"%d" % len(sys.argv[1:]), *map(os.fsencode, sys.argv[1:])]
call = b"\\0".join(parts + [name + b"=" + value for name, value in os.environb.items()])
socket.send_fds(server, [b"%16d" % len(call)], [0, 1, 2])
server.sendall(call)
sys.exit(int(server.recv(16) or b"70"))
"""


def preload(driver):
    # The credentials and the configuration are those of each call, and are not read here.
    loader = driver.session.get_component("data_loader")
    for service in ("ec2", "route53", "wafv2"):
        for part in ("service-2", "endpoint-rule-set-1", "paginators-1"):
            loader.load_service_model(service, part)
    for name in ("endpoints", "partitions", "sdk-default-configuration"):
        loader.load_data(name)


def receive(connection, length):
    parts = []
    while length > 0 and (part := connection.recv(length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def run(connection, driver):
    length, files, _, _ = socket.recv_fds(connection, 16, 3)
    folder, count, *rest = receive(connection, int(length)).split(b"\0")
    for target, file in enumerate(files):
        os.dup2(file, target)
        os.close(file)
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(variable.split(b"=", 1) for variable in rest[int(count):])
    sys.argv = ["aws", *map(os.fsdecode, rest[:int(count)])]
    try:
        status = driver.main(sys.argv[1:])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            status = status or 1
    connection.sendall(b"%d" % (status or 0))


def serve(server, driver):
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            server.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                run(connection, driver)
            finally:
                os._exit(0)
        connection.close()


def main(command):
    driver = awscli.clidriver.create_clidriver()
    preload(driver)
    server = socket.socket(socket.AF_UNIX)
    server.bind(command + ".socket")
    server.listen(64)
    with open(command, "w", encoding="utf-8") as file:
        file.write(CLIENT.format(python=sys.executable, address=command + ".socket"))
    os.chmod(command, 0o700)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    caller = os.dup(0)
    threading.Thread(target=lambda: (os.read(caller, 1), os._exit(0)), daemon=True).start()
    print("ready", flush=True)
    serve(server, driver)


main(sys.argv[1])
