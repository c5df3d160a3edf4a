package org.hactl.linux.netlink;

import java.nio.ByteBuffer;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;

/**
 * What an {@code NLMSG_ERROR} message says about a request: done, or why not.
 *
 * @param text the kernel's extended error text; empty if it gave none
 */
record NetlinkAnswer(Errno errno, String text) {
  static final NetlinkAnswer DONE = new NetlinkAnswer(Errno.NONE, "");

  private static final int ATTRIBUTE_MESSAGE = 1;

  boolean isOk() {
    return errno.equals(Errno.NONE);
  }

  /**
   * @throws CodecException if the message is too short
   */
  static NetlinkAnswer of(NetlinkMessage message) {
    ByteBuffer payload = message.payload();
    if (payload.limit() < 4) {
      throw new CodecException("netlink answer of " + payload.limit() + " bytes");
    }
    Errno errno = Errno.of(payload.getInt(0));
    int offset = 4;
    if (message.type() == NetlinkMessage.ERROR) {
      offset += quotedRequest(message, errno);
    }
    if ((message.flags() & NetlinkMessage.F_ACK_TLVS) == 0 || offset >= payload.limit()) {
      return new NetlinkAnswer(errno, "");
    }
    return new NetlinkAnswer(
        errno, NetlinkAttributes.read(payload, offset).text(ATTRIBUTE_MESSAGE, ""));
  }

  /** How many bytes of the request stand between the error number and the attributes. */
  private static int quotedRequest(NetlinkMessage message, Errno errno) {
    ByteBuffer payload = message.payload();
    if (payload.limit() < 4 + NetlinkMessage.HEADER_BYTES) {
      return payload.limit() - 4;
    }
    boolean headerOnly =
        errno.equals(Errno.NONE) || (message.flags() & NetlinkMessage.F_CAPPED) != 0;
    if (headerOnly) {
      return NetlinkMessage.HEADER_BYTES;
    }
    int quoted = payload.getInt(4);
    if (quoted < NetlinkMessage.HEADER_BYTES || quoted > payload.limit() - 4) {
      throw new CodecException("netlink answer quotes a request of " + quoted + " bytes");
    }
    return Math.min(NetlinkMessage.align(quoted), payload.limit() - 4);
  }
}
