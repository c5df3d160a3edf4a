package org.hactl.linux.kernel.ipvs;

import java.util.regex.Pattern;

/** The text forms of a virtual service's identity. */
final class IpvsServiceKeyText {
  static final Pattern MARK = Pattern.compile("fwm (?<mark>[0-9]{1,9})(?<inet6>/inet6)?");
  static final Pattern ADDRESS =
      Pattern.compile(
          "(?:\\[(?<inet6>[0-9a-fA-F:.]+)]|(?<inet>[0-9.]+)):(?<port>[0-9]{1,5})"
              + "/(?<protocol>[a-z]+)");

  private IpvsServiceKeyText() {}
}
