package org.hactl.linux.netlink;

import org.hactl.linux.kernel.CodecException;

/** Messages of the generic netlink controller, which knows each family's number. */
final class GenericCodec {
  private static final int CONTROLLER = 0x10;
  private static final int GET_FAMILY = 3;
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 4;
  private static final int ATTRIBUTE_ID = 1;
  private static final int ATTRIBUTE_NAME = 2;

  private GenericCodec() {}

  static byte[] getFamily(String name) {
    return new NetlinkRequest(CONTROLLER, NetlinkMessage.F_ACK)
        .u8(GET_FAMILY)
        .u8(VERSION)
        .u16(0)
        .attributeText(ATTRIBUTE_NAME, name)
        .toBytes();
  }

  static int familyId(NetlinkMessage message) {
    int id = NetlinkAttributes.read(message.payload(), FIXED_BYTES).u16(ATTRIBUTE_ID, 0);
    if (id == 0) {
      throw new CodecException("generic netlink family without a number");
    }
    return id;
  }
}
