package org.hactl.ssh;

/** How the bytes of an SSH connection get to the server. */
sealed interface Route {
  /** A TCP connection from this machine. */
  record Direct() implements Route {}

  /**
   * {@code ProxyJump}: over other SSH servers.
   *
   * @param hops {@code [user@]host[:port]}, separated by commas; the first is reached directly
   */
  record Jump(String hops) implements Route {}

  /**
   * {@code ProxyCommand}: through a program on this machine.
   *
   * @param command a shell command with ssh's tokens, such as {@code %h}
   */
  record Command(String command) implements Route {}
}
