package org.hactl.control;

import java.util.Locale;
import org.hactl.ssh.Output;

/** Why a host cannot take the agent, in an operator's words with the next step. */
final class HostRefusals {
  /** The archive, the unpacked image, and room to breathe. */
  private static final long UNPACKED_FACTOR = 4;

  private HostRefusals() {}

  static HostException probe(Output output, boolean become) {
    String said = output.said();
    if (become && said.contains("sudo") && said.contains("not found")) {
      return HostException.failed(
          "the host has no sudo: " + said,
          "install sudo there, or log in as root (ansible_user: root, no ansible_become)");
    }
    if (become && said.contains("sudo")) {
      return HostException.failed(
          "sudo refuses: " + said,
          "allow this user sudo without a password (NOPASSWD), or log in as root (ansible_user)");
    }
    return HostException.failed(
        "the host's shell did not run the first look (status %d): %s"
            .formatted(output.exit(), said),
        "log in by ssh and see that `sh -c 'echo ok'` says ok and nothing else");
  }

  /** Everything that is known to go wrong before a byte is sent. */
  static void check(HostFacts facts, RuntimeImage image, boolean become) throws HostException {
    checkRoot(facts, become);
    if (!facts.kernel().equals("Linux")) {
      throw HostException.failed(
          "the host runs " + facts.kernel(), "hactl manages Linux hosts; take it out of the site");
    }
    Architecture theirs = Architecture.of(facts.machine());
    if (theirs != Architecture.ofThisMachine()) {
      throw HostException.failed(
          "the host is %s, the agent built here is for %s"
              .formatted(facts.machine(), System.getProperty("os.arch")),
          "run hactl for such hosts from a machine of their kind");
    }
    if (!facts.glibc()) {
      throw HostException.failed(
          "the host has no glibc (its C library is another one, such as musl)",
          "the agent's Java runtime needs glibc: use a distribution that has it");
    }
    if (!facts.missing().isEmpty()) {
      throw HostException.failed(
          "the host lacks " + String.join(", ", facts.missing()),
          "install it there (Debian: apt-get install tar gzip coreutils)");
    }
    place(facts, image);
  }

  /** Only root opens the agent's socket and folders. */
  static void checkRoot(HostFacts facts, boolean become) throws HostException {
    if (!facts.root()) {
      throw HostException.failed(
          become ? "sudo gives no root rights" : "the user who logs in is not root",
          "set ansible_become: true and allow sudo without a password, or ansible_user: root");
    }
  }

  private static void place(HostFacts facts, RuntimeImage image) throws HostException {
    if (facts.mountOptions().contains("ro")) {
      throw HostException.failed(
          "the file system at %s is mounted read-only".formatted(facts.mount()),
          "mount it read-write (a disk error may have turned it: see dmesg)");
    }
    if (facts.mountOptions().contains("noexec")) {
      throw HostException.failed(
          "the file system at %s is mounted noexec, the agent could not run there"
              .formatted(facts.mount()),
          "mount it with exec, or mount another one over /opt/hactl");
    }
    long neededKilobytes = image.bytes() * UNPACKED_FACTOR / 1024;
    if (!facts.holds(image) && facts.freeKilobytes() < neededKilobytes) {
      throw HostException.failed(
          "the disk is full: %d MB free at %s, the agent needs %d MB while it is installed"
              .formatted(facts.freeKilobytes() / 1024, facts.mount(), neededKilobytes / 1024),
          "make room at " + facts.mount());
    }
  }

  static HostException install(Output output, HostFacts facts) {
    String said = output.said();
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota")) {
      return HostException.failed(
          "installing the agent in /opt/hactl: " + said, "make room at " + facts.mount());
    }
    return switch (output.exit()) {
      case 20 ->
          HostException.failed("making a folder in /opt/hactl: " + said, "see that it is writable");
      case 23 ->
          HostException.failed(
              "the agent arrived damaged: its SHA-256 is wrong (" + said + ")",
              "run it again; if it repeats, suspect the host's disk or memory");
      default ->
          HostException.failed(
              "installing the agent in /opt/hactl (status %d): %s".formatted(output.exit(), said),
              "run it again; nothing half-made is left behind");
    };
  }

  static HostException activate(Output output, HostFacts facts) {
    String what =
        switch (output.exit()) {
          case 30 -> "switching /opt/hactl/current";
          case 31 -> "setting up the service hactl-agent";
          case 33 -> "the agent was started and does not listen on /run/hactl/agent.sock";
          default -> "starting the agent (status %d)".formatted(output.exit());
        };
    String said = (output.out() + output.err()).strip();
    return HostException.failed(
        said.isEmpty() ? what : what + ": " + said,
        facts.systemd()
            ? "on that host: journalctl -u hactl-agent -n 50"
            : "on that host: tail -n 50 /var/log/hactl-agent.log");
  }
}
