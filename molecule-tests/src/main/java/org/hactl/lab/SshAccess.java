package org.hactl.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lab's keys and OpenSSH configuration: {@code id_ed25519}, {@code known_hosts} with the
 * guests' host keys, and a {@code config} with an entry for every host. The commands for a host
 * share one connection while it is open; otherwise each command opens its own connection.
 */
record SshAccess(Path folder) {
  private static final String HOST_KEY = "ssh_host_ed25519_key";

  Path privateKey() {
    return folder.resolve("id_ed25519");
  }

  Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  Path config() {
    return folder.resolve("config");
  }

  String publicKey() {
    return LabPaths.read(folder.resolve("id_ed25519.pub"));
  }

  void create() {
    LabPaths.createFolder(folder);
    keygen(privateKey(), "hactl-lab");
  }

  /** Makes a host's key pair; returns the private key's file. */
  Path createHostKey(HostRecord host) {
    Path keys = folder.resolve("hosts").resolve(host.name());
    LabPaths.createFolder(keys);
    Path key = keys.resolve(HOST_KEY);
    if (!Files.exists(key)) {
      keygen(key, host.name());
    }
    return key;
  }

  /** Writes known_hosts and config for these hosts; their keys must exist. */
  void publish(List<HostRecord> hosts) {
    LabPaths.write(
        knownHosts(),
        hosts.stream().map(this::knownHost).collect(Collectors.joining("\n", "", "\n")));
    StringBuilder config = new StringBuilder();
    for (HostRecord host : hosts) {
      config.append("Host %s\n  HostName %s\n".formatted(host.name(), host.address()));
    }
    config.append(
        """
        Host *
          User root
          IdentityFile "%s"
          IdentitiesOnly yes
          UserKnownHostsFile "%s"
          GlobalKnownHostsFile /dev/null
          StrictHostKeyChecking yes
          PreferredAuthentications publickey
          ConnectTimeout 30
          ControlPath "%s/%%n.ctl"
          ServerAliveInterval 2
          ServerAliveCountMax 3
          LogLevel ERROR
        """
            .formatted(privateKey(), knownHosts(), folder));
    LabPaths.write(config(), config.toString());
  }

  /** The command line of the process that holds a host's shared connection open. */
  List<String> sharedConnection(HostRecord host) {
    return List.of(
        "ssh", "-F", config().toString(), "-o", "ControlMaster=yes", "-N", "-n", host.name());
  }

  /** This socket exists while the shared connection is open. */
  Path controlSocket(HostRecord host) {
    return folder.resolve(host.name() + ".ctl");
  }

  /** Ends the shared connection, if there is one; works when the host is dead. */
  void closeShared(HostRecord host) {
    if (Files.exists(controlSocket(host))) {
      LocalProgram.of("ssh", "-F", config().toString(), "-O", "exit", host.name()).run();
    }
  }

  List<String> argv(HostRecord host, List<String> command) {
    List<String> argv =
        new ArrayList<>(List.of("ssh", "-F", config().toString(), host.name(), "--"));
    argv.add(command.stream().map(SshAccess::quote).collect(Collectors.joining(" ")));
    return argv;
  }

  /** Quotes a word for a POSIX shell, because sshd passes a command to a shell. */
  static String quote(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private String knownHost(HostRecord host) {
    Path key = folder.resolve("hosts").resolve(host.name()).resolve(HOST_KEY + ".pub");
    String[] words = LabPaths.read(key).strip().split(" ");
    return "%s,%s %s %s".formatted(host.name(), host.address(), words[0], words[1]);
  }

  private static void keygen(Path file, String comment) {
    LocalProgram.of(
            "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file.toString())
        .check("making the key " + file);
  }
}
