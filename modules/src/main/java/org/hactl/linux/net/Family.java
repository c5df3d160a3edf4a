package org.hactl.linux.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** An address family of the Internet protocols, with the kernel's number for it. */
public enum Family {
  INET(2, 4),
  INET6(10, 16);

  private final int code;
  private final int addressBytes;

  Family(int code, int addressBytes) {
    this.code = code;
    this.addressBytes = addressBytes;
  }

  public static Family of(InetAddress address) {
    return address instanceof Inet4Address ? INET : INET6;
  }

  /** {@code AF_INET} or {@code AF_INET6}. */
  public int code() {
    return code;
  }

  public int addressBytes() {
    return addressBytes;
  }

  public int addressBits() {
    return addressBytes * 8;
  }
}
