package org.hactl.control.host;

import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.hactl.ssh.CommandOutput;
import org.hactl.ssh.DuplexStream;
import org.hactl.ssh.HostLink;
import org.hactl.ssh.SshException;

/** Runs hactl's scripts on a host as root, directly or through sudo. */
public record Shell(HostLink link, boolean become) {
  private static final Duration SCRIPT_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration BRIDGE_TIMEOUT = Duration.ofSeconds(30);

  /** Runs a script without standard input. */
  public CommandOutput script(String text, String... arguments) throws SshException {
    return script(text, InputStream.nullInputStream(), _ -> {}, SCRIPT_TIMEOUT, arguments);
  }

  /** Runs a script with standard input. */
  public CommandOutput script(
      String text, InputStream stdin, LongConsumer sent, Duration limit, String... arguments)
      throws SshException {
    StringBuilder command = new StringBuilder(prefix());
    command.append(ShellWords.script(ShellNoise.marked(text))).append(" hactl");
    for (String argument : arguments) {
      command.append(' ').append(ShellWords.quote(argument));
    }
    return ShellNoise.removedFrom(link.run(command.toString(), stdin, sent, limit));
  }

  /** Connects to the agent through its bridge, for hosts where SSH cannot reach its socket. */
  public DuplexStream bridge() throws SshException, HostException {
    String bridge = ShellNoise.marked("exec /opt/hactl/current/bin/hactl-agent bridge");
    DuplexStream duplex = link.start(prefix() + ShellWords.script(bridge));
    try {
      ShellNoise.skip(duplex, BRIDGE_TIMEOUT);
      return duplex;
    } catch (HostException e) {
      duplex.close();
      throw e;
    }
  }

  private String prefix() {
    return become ? "exec sudo -n " : "exec ";
  }
}
