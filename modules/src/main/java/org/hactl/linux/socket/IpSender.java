package org.hactl.linux.socket;

import com.sun.jna.LastErrorException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.SystemCall;
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
    super(batch, fd, "send an IP packet on", interfaceName);
    this.interfaceIndex = interfaceIndex;
  }

  /**
   * Opens the socket.
   *
   * @throws LinuxException with the kernel's answer; sockets like this need CAP_NET_RAW
   */
  public static IpSender open(
      SendBatch batch, String interfaceName, int interfaceIndex, Family family) {
    String operation = "open a raw socket to send on";
    int fd =
        SystemCall.runInt(
            operation, interfaceName, () -> RawSocketOptions.socket(family, IPPROTO_RAW));
    try {
      RawSocketOptions.bindToInterface(fd, interfaceName);
      RawSocketOptions.controlPriority(fd);
      RawSocketOptions.noLoop(fd, family);
      RawSocketOptions.sendBuffer(fd);
      return new IpSender(batch, fd, interfaceName, interfaceIndex);
    } catch (LastErrorException e) {
      SystemCall.close(fd);
      throw SystemCall.failure(operation, interfaceName, e);
    }
  }

  /** Sends what was written to {@link #next} to a group or a host. */
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
