package org.hactl.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.hactl.control.Fleet.Downgrade;
import org.hactl.control.facts.SystemFacts;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostFacts;
import org.hactl.control.host.HostRefusals;
import org.hactl.control.host.HostScript;
import org.hactl.control.host.Shell;
import org.hactl.control.image.RuntimeImage;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.SshException;

/**
 * Installs the agent and its Java runtime on a host that has only sshd, starts the agent, and
 * upgrades both. If the host has the right image already, this runs one command and changes
 * nothing.
 */
final class Bootstrap {
  private static final Duration UPLOAD_TIMEOUT = Duration.ofMinutes(15);

  /** Enough for an image that does not start, and then the start of the previous image. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(2);

  private final Shell shell;

  Bootstrap(Shell shell) {
    this.shell = shell;
  }

  /** Inspects the host and changes nothing. */
  HostFacts probe() throws HostException {
    try {
      CommandOutput output = shell.script(HostScript.PROBE.text());
      if (!output.out().contains("kernel=")) {
        throw HostRefusals.probe(output, shell.become());
      }
      return HostFacts.parse(output.out());
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /** The configuration of the keepalived that runs on the host, without passwords. */
  String keepalived(HostFacts facts) throws HostException {
    try {
      CommandOutput output = shell.script(HostScript.KEEPALIVED.text(), facts.keepalived());
      if (!output.ok()) {
        throw HostException.failed(
            "keepalived runs there, and its configuration cannot be read: "
                + output.err().strip().replace('\n', ' '),
            "make it readable, or stop keepalived; nothing was changed");
      }
      return output.out();
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /** What an operator asks about the host. Changes nothing, and needs no agent. */
  SystemFacts facts() throws HostException {
    try {
      CommandOutput output = shell.script(HostScript.FACTS.text());
      if (!output.out().contains("current=")) {
        throw HostRefusals.probe(output, shell.become());
      }
      return SystemFacts.parse(output.out());
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /** Sends an image that the host lacks. The running agent is not touched. */
  void bring(HostFacts facts, RuntimeImage image, Consumer<String> progress) throws HostException {
    HostRefusals.check(facts, image, shell.become());
    if (!facts.holds(image)) {
      install(facts, image, progress);
    }
  }

  private void install(HostFacts facts, RuntimeImage image, Consumer<String> progress)
      throws HostException {
    long megabytes = Math.max(1, image.bytes() / 1_000_000);
    try (InputStream archive = Files.newInputStream(image.archive())) {
      CommandOutput output =
          shell.script(
              HostScript.INSTALL.text(),
              archive,
              sent ->
                  progress.accept(
                      sent < image.bytes()
                          ? "sending the agent, %d of %d MB".formatted(sent / 1_000_000, megabytes)
                          : "unpacking the agent"),
              UPLOAD_TIMEOUT,
              image.digest(),
              image.sha256());
      if (!output.ok()) {
        throw HostRefusals.install(output, facts);
      }
    } catch (SshException e) {
      throw HostException.of(e);
    } catch (IOException e) {
      throw HostException.failed(
          "reading " + image.archive() + ": " + e.getMessage(), "run it again");
    }
  }

  /** Restarts the agent that is installed. */
  Fleet.Restart restart(HostFacts facts) throws HostException {
    return run(facts, "current", Downgrade.ALLOWED).contains("handed-over")
        ? Fleet.Restart.HANDED_OVER
        : Fleet.Restart.KILLED;
  }

  /** Makes an installed image the current one, and starts its agent. */
  void activate(HostFacts facts, RuntimeImage image, Downgrade downgrade, Consumer<String> progress)
      throws HostException {
    progress.accept(facts.socket() ? "restarting the agent" : "starting the agent");
    var _ = run(facts, image.digest(), downgrade);
  }

  private String run(HostFacts facts, String digest, Downgrade downgrade) throws HostException {
    try {
      CommandOutput output =
          shell.script(
              HostScript.ACTIVATE.text(),
              InputStream.nullInputStream(),
              _ -> {},
              START_TIMEOUT,
              digest,
              downgrade.name().toLowerCase(Locale.ROOT));
      if (!output.ok()) {
        throw HostRefusals.activate(output, facts);
      }
      return output.out();
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }

  /** Stops the agent, and removes it with all files that hactl has put on the host. */
  void remove() throws HostException {
    try {
      CommandOutput output =
          shell.script(
              HostScript.REMOVE.text(), InputStream.nullInputStream(), _ -> {}, STOP_TIMEOUT);
      if (!output.ok()) {
        throw HostRefusals.remove(output);
      }
    } catch (SshException e) {
      throw HostException.of(e);
    }
  }
}
