package org.hactl.control.host;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hactl.control.image.Architecture;
import org.hactl.control.image.RuntimeImage;
import org.hactl.ssh.CommandOutput;

/** Why the agent cannot be installed on a host, with the next step for the operator. */
public final class HostRefusals {
  /** sudo's words for a user whose rules do not cover the command; they do not name sudo. */
  private static final String NOT_ALLOWED = "Sorry, user ";

  /** What shells say; fish has words of its own. */
  private static final Pattern NO_SUDO = Pattern.compile("not found|Unknown command");

  /** As a word, because users have names such as betty. */
  private static final Pattern NO_TERMINAL = Pattern.compile("\\btty\\b");

  /** What the script that starts an agent says last when the one before it runs. */
  private static final Pattern OLD_AGENT_RUNS =
      Pattern.compile(
          "^the image that was current before, .*, runs again$|^the agent that ran before was not touched$",
          Pattern.MULTILINE);

  /** The archive, the unpacked image, and a reserve. */
  private static final long UNPACKED_FACTOR = 4;

  private HostRefusals() {}

  /** Refuses to start an agent that an operator has stopped. */
  public static void checkStopped(HostFacts facts) throws HostException {
    String how =
        switch (facts.unit().stopped()) {
          case NOT_BY_HAND -> "";
          case DISABLED -> "stopped and disabled";
          case MASKED -> "stopped and masked";
        };
    if (!how.isEmpty()) {
      throw HostException.failed(
          "the agent was %s by hand: an operator wants it not to run".formatted(how),
          "find out why; then start it with: hactl apply --start-stopped");
    }
  }

  public static HostException probe(CommandOutput output, boolean become) {
    String said = output.said();
    // Start-up files of the login shell may have printed other lines before.
    String sudo =
        become
            ? said.lines()
                .filter(line -> line.contains("sudo") || line.startsWith(NOT_ALLOWED))
                .collect(Collectors.joining("\n"))
            : "";
    if (NO_SUDO.matcher(sudo).find()) {
      return HostException.failed(
          "the host has no sudo: " + said,
          "install sudo there, or log in as root (ansible_user: root, no ansible_become)");
    }
    if (NO_TERMINAL.matcher(sudo).find()) {
      return HostException.failed(
          "sudo refused: " + said,
          "sudo wants a terminal (requiretty): put `Defaults:USER !requiretty` into sudoers there,"
              + " with the name of the user who logs in");
    }
    if (!sudo.isEmpty()) {
      return HostException.failed(
          "sudo refused: " + said,
          "allow this user sudo without a password (NOPASSWD), or log in as root (ansible_user)");
    }
    return HostException.failed(
        "the host's shell could not run the probe script (status %d)%s"
            .formatted(output.exit(), said.isBlank() ? "" : ": " + said),
        "run `ssh HOST echo ok`: it must print ok; " + ShellNoise.NEXT_STEP);
  }

  /** Fails if it is known, before a byte is sent, that the installation cannot succeed. */
  public static void check(HostFacts facts, RuntimeImage image, boolean become)
      throws HostException {
    checkRoot(facts, become);
    if (!facts.platform().kernel().equals("Linux")) {
      throw HostException.failed(
          "the host runs " + facts.platform().kernel(),
          "hactl manages Linux hosts only; remove this host from the site");
    }
    Architecture theirs = Architecture.of(facts.platform().machine());
    if (theirs != Architecture.ofThisMachine()) {
      throw HostException.failed(
          "the host is %s, the agent built here is for %s"
              .formatted(facts.platform().machine(), System.getProperty("os.arch")),
          "run hactl for these hosts on a machine with the same processor");
    }
    if (!facts.platform().glibc()) {
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
  public static void checkRoot(HostFacts facts, boolean become) throws HostException {
    if (!facts.root()) {
      throw HostException.failed(
          become ? "sudo gives no root privileges" : "the user who logs in is not root",
          "set ansible_become: true and allow sudo without a password, or ansible_user: root");
    }
  }

  private static void place(HostFacts facts, RuntimeImage image) throws HostException {
    if (facts.fileSystem().options().contains("ro")) {
      throw HostException.failed(
          "the file system at %s is mounted read-only".formatted(facts.fileSystem().mount()),
          "mount it read-write (after a disk error the kernel mounts it read-only: see dmesg)");
    }
    if (facts.fileSystem().options().contains("noexec")) {
      throw HostException.failed(
          "the file system at %s is mounted noexec, so the agent cannot run there"
              .formatted(facts.fileSystem().mount()),
          "mount it with exec, or mount another file system at /opt/hactl");
    }
    long neededKilobytes = image.bytes() * UNPACKED_FACTOR / 1024;
    if (!facts.holds(image) && facts.fileSystem().freeKilobytes() < neededKilobytes) {
      throw HostException.failed(
          "the disk is full: %d MB free at %s, the installation of the agent needs %d MB"
              .formatted(
                  facts.fileSystem().freeKilobytes() / 1024,
                  facts.fileSystem().mount(),
                  neededKilobytes / 1024),
          "free some space at " + facts.fileSystem().mount());
    }
  }

  public static HostException install(CommandOutput output, HostFacts facts) {
    String said = output.said();
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota")) {
      return HostException.failed(
          "installing the agent in /opt/hactl: " + said,
          "free some space at " + facts.fileSystem().mount());
    }
    return switch (output.exit()) {
      case 20 ->
          HostException.failed("creating a folder in /opt/hactl: " + said, "make it writable");
      case 23 ->
          HostException.failed(
              "the agent's image was damaged on the way: its SHA-256 is wrong (" + said + ")",
              "run it again; if this repeats, check the host's disk and memory");
      default ->
          HostException.failed(
              "installing the agent in /opt/hactl (status %d): %s".formatted(output.exit(), said),
              "run it again; the incomplete image was removed");
    };
  }

  public static HostException activate(CommandOutput output, HostFacts facts) {
    if (output.exit() == 34) {
      return HostException.failed(
          "the agent of this hactl is older than the one on the host and cannot read its state, so"
              + " nothing was changed: "
              + output.out().strip().replace("\n", "; "),
          "use the hactl that last applied there, or a newer one; --allow-downgrade replaces the"
              + " agent anyway: it keeps on the host what it cannot read, until the apply");
    }
    if (output.exit() == 35) {
      return HostException.failed("no agent is installed", "install it with hactl apply");
    }
    if (output.exit() == 36) {
      return HostException.wentBack(
          "the agent that runs goes on, the new process did not take over: "
              + output.out().strip().replace("\n", "; "),
          "try again in a moment; on that host: journalctl -u hactl-agent");
    }
    String what =
        switch (output.exit()) {
          case 30 -> "switching /opt/hactl/current";
          case 31 -> "setting up the service hactl-agent";
          case 33 -> "the agent was started but does not listen on /run/hactl/agent.sock";
          default -> "starting the agent (status %d)".formatted(output.exit());
        };
    String said = (output.out() + output.err()).strip();
    String message = said.isEmpty() ? what : what + ": " + said;
    String next =
        facts.systemd()
            ? "on that host: journalctl -u hactl-agent -n 50"
            : "on that host: tail -n 50 /var/log/hactl-agent.log";
    return OLD_AGENT_RUNS.matcher(said).find()
        ? HostException.wentBack(message, next)
        : HostException.failed(message, next);
  }

  /** The agent does not stop, or files of hactl are still there. */
  public static HostException remove(CommandOutput output) {
    String left =
        output
            .out()
            .lines()
            .filter(line -> line.startsWith("left="))
            .map(line -> line.substring("left=".length()))
            .collect(Collectors.joining(", "));
    return left.isEmpty()
        ? HostException.failed(
            "the agent does not stop (status %d): %s".formatted(output.exit(), output.said()),
            "on that host: systemctl status hactl-agent")
        : HostException.failed(
            "the agent is gone, but these files of hactl cannot be removed: " + left,
            "look at their mounts and attributes, and remove them by hand");
  }
}
