package org.hactl.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that list hosts' keys, and whether a new host is trusted.
 *
 * @param userFiles {@code UserKnownHostsFile}; a new key is written to the first
 * @param globalFiles {@code GlobalKnownHostsFile}
 * @param revoked {@code RevokedHostKeys}
 * @param alias {@code HostKeyAlias}: the name under which the host's keys are known
 * @param acceptNew whether the key of a new host is trusted
 */
record HostKeySources(
    List<Path> userFiles,
    List<Path> globalFiles,
    Optional<Path> revoked,
    Optional<String> alias,
    boolean acceptNew) {

  static final List<Path> GLOBAL_FILES =
      List.of(Path.of("/etc/ssh/ssh_known_hosts"), Path.of("/etc/ssh/ssh_known_hosts2"));

  /** The keys in these files for one host. */
  KnownHosts of(String host, int port) throws SshException {
    List<KnownHostLine> lines = new ArrayList<>();
    for (List<Path> files : List.of(userFiles, globalFiles)) {
      for (Path file : files) {
        try {
          lines.addAll(KnownHosts.read(file));
        } catch (IOException e) {
          throw unreadable(file, e, "correct that file, or name another one with --known-hosts");
        }
      }
    }
    return new KnownHosts(KnownHosts.names(host, port, alias), lines, revokedKeys());
  }

  /** The file to which new keys are added, for messages. */
  String file() {
    return userFiles.isEmpty() ? "no UserKnownHostsFile" : userFiles.getFirst().toString();
  }

  private RevokedKeys revokedKeys() throws SshException {
    if (revoked.isEmpty()) {
      return RevokedKeys.NONE;
    }
    try {
      return RevokedKeys.read(revoked.get());
    } catch (IOException e) {
      throw unreadable(
          revoked.get(), e, "RevokedHostKeys must name a file with one public key a line");
    }
  }

  private static SshException unreadable(Path file, IOException e, String next) {
    return new SshException(
        SshException.Failure.PROTOCOL, "cannot read " + file + ": " + e.getMessage(), next, e);
  }
}
