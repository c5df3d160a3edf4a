package org.hactl.linux;

import static org.hactl.linux.RawSocketCalls.AF_PACKET;
import static org.hactl.linux.RawSocketCalls.SOCK_CLOEXEC;
import static org.hactl.linux.RawSocketCalls.SOCK_NONBLOCK;
import static org.hactl.linux.RawSocketCalls.SOCK_RAW;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A packet socket that sends whole Ethernet frames from one interface, and receives none
 * (packet(7)).
 */
public final class EthernetSocket implements AutoCloseable {
  private final String interfaceName;
  private final int fd;
  private final byte[] linkAddress;

  private EthernetSocket(String interfaceName, int fd, byte[] linkAddress) {
    this.interfaceName = interfaceName;
    this.fd = fd;
    this.linkAddress = linkAddress;
  }

  /**
   * Opens the socket.
   *
   * @throws IOException with the kernel's answer; sockets like this need CAP_NET_RAW
   */
  public static EthernetSocket open(String interfaceName, int interfaceIndex) throws IOException {
    try {
      // Protocol 0: the kernel hands it no frame.
      int fd = RawSocketCalls.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      return new EthernetSocket(interfaceName, fd, linkAddress(interfaceIndex));
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("open a packet socket on " + interfaceName, e);
    }
  }

  /**
   * Sends one frame, from 0 to the limit of a direct buffer.
   *
   * @throws IOException with the kernel's answer
   */
  public void send(ByteBuffer frame) throws IOException {
    long sent =
        RawSocketCalls.sendto(
            fd, RawSocketCalls.addressOf(frame), frame.limit(), 0, linkAddress, linkAddress.length);
    if (sent < 0) {
      throw RawSocketCalls.failure(
          "send an Ethernet frame on " + interfaceName, Native.getLastError());
    }
  }

  @Override
  public void close() {
    RawSocketCalls.close(fd);
  }

  /** struct sockaddr_ll, of which sending a whole frame needs the interface alone. */
  private static byte[] linkAddress(int interfaceIndex) {
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
    return bytes.putShort(0, (short) AF_PACKET).putInt(4, interfaceIndex).array();
  }
}
