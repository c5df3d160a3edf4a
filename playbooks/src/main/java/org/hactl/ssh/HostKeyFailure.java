package org.hactl.ssh;

import java.util.Objects;
import org.hactl.ssh.SshException.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a host's key was refused, and what to do.
 *
 * @param failure the kind of failure that the exception has
 */
record HostKeyFailure(Failure failure, String said, String nextStep) {
  private static final String PRINT_KEYS =
      "compare it with `ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub` on that host, then run again"
          + " with --accept-new-host-keys";

  static HostKeyFailure of(HostKeyCheck gate) {
    return switch (Objects.requireNonNullElse(gate.verdict(), new KeyVerdict.New())) {
      case KeyVerdict.Changed changed -> changed(gate, changed.line());
      case KeyVerdict.Revoked revoked -> revoked(presented(gate), "in " + revoked.place());
      case KeyVerdict.New _, KeyVerdict.Known _ -> unknown(gate);
    };
  }

  /** A known_hosts file or RevokedHostKeys revokes a certificate or its authority. */
  static HostKeyFailure revokedCertificate(String why) {
    return revoked("a certificate", "(" + why + ")");
  }

  private static HostKeyFailure changed(HostKeyCheck gate, KnownHostLine line) {
    return new HostKeyFailure(
        Failure.CHANGED_HOST_KEY,
        "the host key differs from the one in %s: the host presents %s, the file has %s"
            .formatted(line.place(), presented(gate), named(line.key())),
        "this may be an attack. If the host was reinstalled: "
            + (line.isOfOneHost()
                ? "ssh-keygen -f %s -R '%s'".formatted(line.file(), gate.name())
                : "correct line %d of %s".formatted(line.number(), line.file())));
  }

  private static HostKeyFailure revoked(String what, String where) {
    return new HostKeyFailure(
        Failure.REVOKED_HOST_KEY,
        "the host presents %s, which is revoked %s".formatted(what, where),
        "do not connect: another machine may have a copy of this key. Make new host keys on the"
            + " host's console, and make them known here");
  }

  private static HostKeyFailure unknown(HostKeyCheck gate) {
    String file = gate.sources().file();
    if (gate.writeFailure() != null) {
      return new HostKeyFailure(
          Failure.UNKNOWN_HOST_KEY,
          "the new host key cannot be written to " + file + ": " + gate.writeFailure(),
          "make that file writable, or name another one with --known-hosts");
    }
    return new HostKeyFailure(
        Failure.UNKNOWN_HOST_KEY,
        "%s has no host key for %s; it presents %s".formatted(file, gate.name(), presented(gate)),
        PRINT_KEYS);
  }

  private static String presented(HostKeyCheck gate) {
    byte @Nullable [] key = gate.presented();
    return key == null ? "no key" : named(key);
  }

  private static String named(byte[] key) {
    return Fingerprint.typeOf(key) + " " + Fingerprint.of(key);
  }
}
