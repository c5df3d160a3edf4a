package org.hactl.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last hop of a {@code ProxyJump}.
 *
 * @param before the hops that lead to it
 */
record JumpHop(SshEndpoint endpoint, Optional<String> before) {
  /** {@code [ssh://][user@]host[:port]}; an IPv6 address with a port stands in brackets. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:ssh://)?(?:(?<user>[^@]+)@)?(?:\\[(?<v6>[^\\]]+)\\]|(?<host>[^:]+|[^\\[\\]]+:[^\\[\\]]*:[^\\[\\]]*))"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  static JumpHop last(String hops) throws SshException {
    int comma = hops.lastIndexOf(',');
    String hop = hops.substring(comma + 1).strip();
    Matcher matcher = FORM.matcher(hop);
    if (!matcher.matches()) {
      throw new SshException(
          SshException.Failure.PROTOCOL,
          "the ProxyJump \"" + hop + "\" is not a host",
          "write it as [user@]host[:port]",
          null);
    }
    String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
    String port = matcher.group("port");
    return new JumpHop(
        new SshEndpoint(
            host,
            port == null ? 22 : Integer.parseInt(port),
            Optional.ofNullable(matcher.group("user")),
            Optional.empty()),
        comma < 0 ? Optional.empty() : Optional.of(hops.substring(0, comma)));
  }
}
