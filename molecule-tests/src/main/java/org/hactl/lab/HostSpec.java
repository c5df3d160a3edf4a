package org.hactl.lab;

import java.util.regex.Pattern;

/**
 * One host of a lab.
 *
 * @param name a DNS label; also the guest's host name
 * @param address IPv4 address on the lab's segment, without a prefix length
 */
public record HostSpec(String name, String address) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern ADDRESS =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

  /**
   * @throws LabException if the name is not a DNS label or is {@code control}, or the address is
   *     not IPv4
   */
  public HostSpec {
    if (!NAME.matcher(name).matches()) {
      throw new LabException(
          "'%s' is not a host name: use small letters, digits and '-'".formatted(name));
    }
    if (name.equals(Lab.CONTROL)) {
      throw new LabException("'control' is the lab's control node; give the host another name");
    }
    if (!ADDRESS.matcher(address).matches()) {
      throw new LabException(
          "'%s' is not an IPv4 address (host %s); example: 192.168.0.22".formatted(address, name));
    }
  }

  /** Reads {@code name=address}, as the command line writes it. */
  public static HostSpec parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new LabException(
          "'%s' is not NAME=ADDRESS; example: web3=192.168.0.22".formatted(text));
    }
    return new HostSpec(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
  }
}
