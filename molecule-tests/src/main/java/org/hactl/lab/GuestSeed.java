package org.hactl.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The identity of a guest: a tar archive that the guest reads from its second disk when it first
 * boots. The size of a tar archive is a multiple of 512 bytes, as the size of a disk must be.
 */
final class GuestSeed {
  private GuestSeed() {}

  static void write(Path archive, HostRecord host, int prefixLength, SshAccess ssh) {
    Path root = archive.resolveSibling("seed");
    try {
      file(root, "etc/hostname", host.name() + "\n", "rw-r--r--");
      file(
          root,
          "etc/hosts",
          "127.0.0.1 localhost\n::1 localhost\n%s %s\n".formatted(host.address(), host.name()),
          "rw-r--r--");
      file(root, "etc/machine-id", machineId(host) + "\n", "r--r--r--");
      file(root, "etc/lab/address", host.address() + "/" + prefixLength + "\n", "rw-r--r--");
      Path key = ssh.createHostKey(host);
      String name = key.getFileName().toString();
      file(root, "etc/ssh/" + name, LabPaths.read(key), "rw-------");
      String publicKey = LabPaths.read(key.resolveSibling(name + ".pub"));
      file(root, "etc/ssh/" + name + ".pub", publicKey, "rw-r--r--");
      file(root, "root/.ssh/authorized_keys", ssh.publicKey(), "rw-------");
      for (String folder : new String[] {"root", "root/.ssh"}) {
        Files.setPosixFilePermissions(
            root.resolve(folder), PosixFilePermissions.fromString("rwx------"));
      }
      LocalProgram.of(
              "tar",
              "-C",
              root.toString(),
              "--owner=0",
              "--group=0",
              "-cf",
              archive.toString(),
              ".")
          .check("packing the identity of " + host.name());
      LabPaths.delete(root);
    } catch (IOException e) {
      throw new LabException("cannot write the identity of %s: %s".formatted(host.name(), e), e);
    }
  }

  /** The same name and address always give the same machine id, as on a real machine. */
  static String machineId(HostRecord host) {
    return Digest.of(host.name(), host.address()).substring(0, 32);
  }

  private static void file(Path root, String name, String text, String mode) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
