package org.hactl.ssh;

import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** ProxyCommand: a program on this machine carries the bytes. Its error output is shown. */
final class CommandProxy implements Proxy {
  /** Only characters without a meaning for the shell, as in ssh. */
  private static final String PLAIN = "[A-Za-z0-9_.:%@+][A-Za-z0-9_.:%@+-]*";

  private final String command;
  private @Nullable Process process;

  private CommandProxy(String command) {
    this.command = command;
  }

  /**
   * @param command with ssh's tokens {@code %h}, {@code %n}, {@code %p} and {@code %r}
   * @param name the host's name in the inventory
   */
  static CommandProxy of(String command, SshConfig config, String name) throws SshException {
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c != '%') {
        filled.append(c);
        continue;
      }
      char token = ++i < command.length() ? command.charAt(i) : ' ';
      filled.append(
          switch (token) {
            case '%' -> "%";
            case 'h' -> plain(config.hostName());
            case 'n' -> plain(name);
            case 'p' -> Integer.toString(config.port());
            case 'r' -> plain(config.user());
            default -> throw refused("has the token %" + token, "use %h, %n, %p and %r only");
          });
    }
    return new CommandProxy(filled.toString());
  }

  private static String plain(String text) throws SshException {
    if (!text.matches(PLAIN)) {
      throw refused(
          "would get the name \"" + text + "\", which a shell can read as more than text",
          "use names without spaces, quotes and other signs of the shell");
    }
    return text;
  }

  private static SshException refused(String why, String next) {
    return new SshException(
        SshException.Failure.PROTOCOL, "the ProxyCommand " + why, next, /* cause= */ null);
  }

  @Override
  public void connect(@Nullable SocketFactory unused, String host, int port, int timeoutMillis)
      throws IOException {
    process =
        new ProcessBuilder("/bin/sh", "-c", "exec " + command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
  }

  @Override
  public @Nullable InputStream getInputStream() {
    return process == null ? null : process.getInputStream();
  }

  @Override
  public @Nullable OutputStream getOutputStream() {
    return process == null ? null : process.getOutputStream();
  }

  @Override
  public @Nullable Socket getSocket() {
    return null;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
    }
  }
}
