package org.hactl.linux.socket;

import static org.hactl.linux.libc.LibC.AF_PACKET;
import static org.hactl.linux.libc.LibC.SOCK_CLOEXEC;
import static org.hactl.linux.libc.LibC.SOCK_NONBLOCK;
import static org.hactl.linux.libc.LibC.SOCK_RAW;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.LibC;
import org.hactl.linux.libc.SystemCall;

/**
 * A packet socket that sends whole Ethernet frames from any interface, and receives none
 * (packet(7)).
 */
public final class FrameSender extends BatchSocket {
  private FrameSender(SendBatch batch, int fd) {
    super(batch, fd, "send", "an Ethernet frame");
  }

  /**
   * Opens the socket.
   *
   * @throws LinuxException with the kernel's answer; sockets like this need CAP_NET_RAW
   */
  public static FrameSender open(SendBatch batch) {
    // Protocol 0: the kernel delivers no frames to this socket.
    int fd =
        SystemCall.runInt(
            "open",
            "a packet socket",
            () -> LibC.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    RawSocketOptions.sendBuffer(fd);
    return new FrameSender(batch, fd);
  }

  /** Sends the frame that was written to {@link #next}. */
  public void send(int interfaceIndex, SendBatch.Outcome outcome) {
    add(linkAddress(interfaceIndex), outcome);
  }

  /** struct sockaddr_ll; to send a whole frame, only the interface is needed. */
  private static byte[] linkAddress(int interfaceIndex) {
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
    return bytes.putShort(0, (short) AF_PACKET).putInt(4, interfaceIndex).array();
  }
}
