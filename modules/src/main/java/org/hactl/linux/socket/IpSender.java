package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.libc.RawSocketCalls;
import org.hactl.linux.net.Family;

/**
 * A raw socket bound to one interface that sends whole IP packets of one family, header included,
 * and receives none (raw(7)).
 */
public final class IpSender extends BatchSocket {
  private static final int IPPROTO_RAW = 255;

  private final int interfaceIndex;
  private final Map<InetAddress, byte[]> socketAddresses = new HashMap<>();

  private IpSender(SendBatch batch, int fd, String interfaceName, int interfaceIndex) {
    super(batch, fd, "send an IP packet on " + interfaceName);
    this.interfaceIndex = interfaceIndex;
  }

  /**
   * Opens the socket.
   *
   * @throws IOException with the kernel's answer; sockets like this need CAP_NET_RAW
   */
  public static IpSender open(
      SendBatch batch, String interfaceName, int interfaceIndex, Family family) throws IOException {
    String action = "open a raw socket to send on " + interfaceName;
    int fd;
    try {
      fd = RawSocketOptions.socket(family, IPPROTO_RAW);
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure(action, e);
    }
    try {
      RawSocketOptions.bindToInterface(fd, interfaceName);
      RawSocketOptions.controlPriority(fd);
      RawSocketOptions.noLoop(fd, family);
      RawSocketOptions.sendBuffer(fd);
      return new IpSender(batch, fd, interfaceName, interfaceIndex);
    } catch (LastErrorException e) {
      RawSocketCalls.close(fd);
      throw RawSocketCalls.failure(action, e);
    }
  }

  /** Sends what was written to {@link #next} to that address, a group or a host. */
  public void send(InetAddress destination, SendBatch.Outcome outcome) {
    byte[] socketAddress = socketAddresses.get(destination);
    if (socketAddress == null) {
      boolean scoped = destination.isLinkLocalAddress() || destination.isMCLinkLocal();
      socketAddress =
          UdpOptions.socketAddress(destination.getAddress(), 0, scoped ? interfaceIndex : 0);
      socketAddresses.put(destination, socketAddress);
    }
    add(socketAddress, outcome);
  }
}
