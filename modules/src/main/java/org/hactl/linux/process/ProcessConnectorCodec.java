package org.hactl.linux.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.netlink.NetlinkMessage;

/**
 * Messages of the kernel's process event connector: {@code struct cn_msg} of linux/connector.h that
 * holds a {@code struct proc_event} of linux/cn_proc.h. Pure.
 */
public final class ProcessConnectorCodec {
  /** {@code CN_IDX_PROC}; the multicast group has the same number. */
  static final int GROUP = 1;

  private static final int CN_VAL_PROC = 1;
  private static final int LISTEN = 1;
  private static final int MESSAGE_BYTES = 20;

  /** The offset of an event's data, after {@code what}, {@code cpu} and the timestamp. */
  private static final int DATA = MESSAGE_BYTES + 16;

  private static final int NONE = 0;
  private static final int FORK = 0x1;
  private static final int EXEC = 0x2;
  private static final int COMM = 0x200;
  private static final int EXIT = 0x8000_0000;

  private ProcessConnectorCodec() {}

  /** The request for process events. */
  static byte[] listen() {
    int length = NetlinkMessage.HEADER_BYTES + MESSAGE_BYTES + 4;
    return ByteBuffer.allocate(length)
        .order(ByteOrder.nativeOrder())
        .putInt(length)
        .putShort((short) NetlinkMessage.DONE)
        .putShort((short) 0)
        .putInt(0)
        .putInt(0)
        .putInt(GROUP)
        .putInt(CN_VAL_PROC)
        .putInt(0)
        .putInt(0)
        .putShort((short) 4)
        .putShort((short) 0)
        .putInt(LISTEN)
        .array();
  }

  /**
   * Whether a message is the kernel's agreement to send process events.
   *
   * @throws LinuxException if it is the kernel's refusal
   */
  public static boolean isAgreement(NetlinkMessage message) {
    ByteBuffer payload = message.payload();
    if (!isOfProcesses(payload) || payload.getInt(MESSAGE_BYTES) != NONE) {
      return false;
    }
    int error = payload.getInt(DATA);
    if (error != 0) {
      throw new LinuxException("listen to", "process events", Errno.of(error), "");
    }
    return true;
  }

  /**
   * Reads an event; empty for events that hactl does not use, such as the start or end of a thread.
   *
   * @throws CodecException if the event is truncated
   */
  public static Optional<ProcessEvent> decode(NetlinkMessage message) {
    ByteBuffer payload = message.payload();
    if (!isOfProcesses(payload)) {
      return Optional.empty();
    }
    int thread = payload.getInt(DATA);
    int process = payload.getInt(DATA + 4);
    return switch (payload.getInt(MESSAGE_BYTES)) {
      case FORK -> {
        int childThread = payload.getInt(DATA + 8);
        int child = payload.getInt(DATA + 12);
        yield childThread == child
            ? Optional.of(new ProcessEvent.Forked(process, child))
            : Optional.empty();
      }
      case EXEC -> Optional.of(new ProcessEvent.Changed(process));
      case COMM ->
          thread == process ? Optional.of(new ProcessEvent.Changed(process)) : Optional.empty();
      case EXIT ->
          thread == process ? Optional.of(new ProcessEvent.Exited(process)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static boolean isOfProcesses(ByteBuffer payload) {
    if (payload.limit() < MESSAGE_BYTES) {
      throw new CodecException("a connector message of " + payload.limit() + " bytes");
    }
    if (payload.getInt(0) != GROUP || payload.getInt(4) != CN_VAL_PROC) {
      return false;
    }
    // The union of all events has 24 bytes; the kernel sends all of them for every event.
    if (payload.limit() < DATA + 16) {
      throw new CodecException("a process event of " + payload.limit() + " bytes");
    }
    return true;
  }
}
