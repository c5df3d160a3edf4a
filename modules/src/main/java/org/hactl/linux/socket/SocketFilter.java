package org.hactl.linux.socket;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A classic BPF program that filters a socket's packets in the kernel (linux/filter.h,
 * linux/bpf_common.h): a packet that it refuses wakes no thread.
 */
final class SocketFilter {
  private static final int INSTRUCTION_BYTES = 8;

  /** BPF_LDX, BPF_B, BPF_MSH: X becomes the IP header's length, four times half a byte (IHL). */
  private static final int LOAD_HEADER_LENGTH = 0xb1;

  /** BPF_LD, BPF_B, BPF_IND. */
  private static final int LOAD_BYTE_BEHIND_X = 0x50;

  /** BPF_JMP, BPF_JEQ, BPF_K. */
  private static final int JUMP_IF_EQUAL = 0x15;

  /** BPF_RET, BPF_K: how many bytes of the packet are kept. */
  private static final int RETURN = 0x06;

  private static final int WHOLE_PACKET = 0xffff;

  private final ByteBuffer program;

  private SocketFilter(ByteBuffer program) {
    this.program = program;
  }

  /** Keeps IPv4 packets with this first byte after their IP header, on a raw socket. */
  static SocketFilter payloadBeginsWith(int value) {
    ByteBuffer program = ByteBuffer.allocate(5 * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
    put(program, LOAD_HEADER_LENGTH, 0, 0, 0);
    put(program, LOAD_BYTE_BEHIND_X, 0, 0, 0);
    put(program, JUMP_IF_EQUAL, 0, 1, value);
    put(program, RETURN, 0, 0, WHOLE_PACKET);
    put(program, RETURN, 0, 0, 0);
    return new SocketFilter(program);
  }

  /** struct sock_filter: code, how many to skip if true and if false, operand. */
  private static void put(ByteBuffer program, int code, int ifTrue, int ifFalse, int operand) {
    program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
  }

  /** Sets this filter on a socket; the kernel keeps a copy. */
  void attach(int fd) {
    byte[] instructions = program.array();
    try (Memory memory = new Memory(instructions.length)) {
      memory.write(0, instructions, 0, instructions.length);
      // struct sock_fprog: the number of instructions and, aligned, their address.
      ByteBuffer where =
          ByteBuffer.allocate(2 * Native.POINTER_SIZE).order(ByteOrder.nativeOrder());
      where.putShort(0, (short) (instructions.length / INSTRUCTION_BYTES));
      where.putLong(Native.POINTER_SIZE, Pointer.nativeValue(memory));
      RawSocketOptions.filter(fd, where.array());
    }
  }
}
