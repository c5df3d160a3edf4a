package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;

/** Functions that several codecs need. */
final class Codecs {
  private Codecs() {}

  static Optional<Family> family(int code) {
    for (Family family : Family.values()) {
      if (family.code() == code) {
        return Optional.of(family);
      }
    }
    return Optional.empty();
  }

  /** A prefix from a message; its length may be out of range. */
  static InetPrefix prefix(InetAddress address, int length) {
    if (length > Family.of(address).addressBits()) {
      throw new CodecException("prefix length " + length);
    }
    return new InetPrefix(address, length);
  }
}
