package org.hactl.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/** Requests and their answers over one netlink socket, one exchange at a time. */
final class NetlinkClient implements AutoCloseable {
  /** A datagram of this size fits well into the socket's buffer. */
  private static final int DATAGRAM_BYTES = 64 << 10;

  /** The answers to so many messages fit into the socket's buffer, even if all are refused. */
  private static final int BATCH_MESSAGES = 512;

  private static final int PATIENT_DATAGRAM_MESSAGES = 32;
  private static final int DUMP_ATTEMPTS = 10;

  private final NetlinkSocket socket;
  private final int datagramMessages;
  private int sequence;

  NetlinkClient(int protocol) {
    this(protocol, BATCH_MESSAGES);
  }

  private NetlinkClient(int protocol, int datagramMessages) {
    this.socket = NetlinkSocket.open(protocol, 0);
    this.datagramMessages = datagramMessages;
  }

  /**
   * A client for long batches that are not urgent: each system call sends only a few messages. A
   * kernel without preemption runs no other thread on the processor before a system call ends, not
   * even a real-time thread: a long call would delay advertisements.
   */
  static NetlinkClient patient(int protocol) {
    return new NetlinkClient(protocol, PATIENT_DATAGRAM_MESSAGES);
  }

  /** A client whose list requests can carry a filter. */
  static NetlinkClient strict(int protocol) {
    NetlinkClient client = new NetlinkClient(protocol);
    client.socket.strict();
    return client;
  }

  /** The answer to a dump or a query, and the messages that came before it. */
  record Result(NetlinkAnswer answer, List<NetlinkMessage> messages) {}

  /** Sends requests that ask for an acknowledgement; the answers come in the requests' order. */
  synchronized List<NetlinkAnswer> batch(List<byte[]> requests) {
    List<NetlinkAnswer> answers = new ArrayList<>(requests.size());
    for (int from = 0; from < requests.size(); from += BATCH_MESSAGES) {
      int to = Math.min(requests.size(), from + BATCH_MESSAGES);
      answers.addAll(exchange(requests.subList(from, to)));
    }
    return answers;
  }

  /**
   * Sends requests in as many datagrams as needed. Only the last request asks for an
   * acknowledgement: the kernel works through them in order, reports each failure, and is silent
   * about what it has done. So the answers to a batch take one system call instead of one for each
   * request.
   */
  private List<NetlinkAnswer> exchange(List<byte[]> requests) {
    int first = sequence + 1;
    int from = 0;
    while (from < requests.size()) {
      int to = datagramEnd(requests, from);
      send(requests.subList(from, to), to == requests.size());
      from = to;
    }
    NetlinkAnswer[] answers = new NetlinkAnswer[requests.size()];
    Arrays.fill(answers, NetlinkAnswer.DONE);
    boolean complete = false;
    while (!complete) {
      for (NetlinkMessage message : receive()) {
        int place = message.sequence() - first;
        if (message.type() == NetlinkMessage.ERROR && place >= 0 && place < answers.length) {
          answers[place] = NetlinkAnswer.of(message);
          complete |= place == answers.length - 1;
        }
      }
    }
    return List.of(answers);
  }

  private int datagramEnd(List<byte[]> requests, int from) {
    int to = from;
    int bytes = 0;
    while (to < requests.size()
        && to - from < datagramMessages
        && (to == from || bytes + requests.get(to).length <= DATAGRAM_BYTES)) {
      bytes += NetlinkMessage.align(requests.get(to).length);
      to++;
    }
    return to;
  }

  /** Sends a datagram, of whose requests the last one may ask for an acknowledgement. */
  private void send(List<byte[]> requests, boolean acknowledged) {
    int bytes = requests.stream().mapToInt(each -> NetlinkMessage.align(each.length)).sum();
    ByteBuffer datagram = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    int last = sequence + requests.size();
    for (byte[] request : requests) {
      int start = datagram.position();
      datagram.put(request).putInt(start + 8, ++sequence);
      if (sequence < last || !acknowledged) {
        int flags = Short.toUnsignedInt(datagram.getShort(start + 6)) & ~NetlinkMessage.F_ACK;
        datagram.putShort(start + 6, (short) flags);
      }
      datagram.position(start + NetlinkMessage.align(request.length));
    }
    socket.send(datagram.array(), bytes);
  }

  /** Sends one request that asks for an acknowledgement; collects the messages that precede it. */
  synchronized Result query(byte[] request) {
    send(request);
    List<NetlinkMessage> messages = new ArrayList<>();
    while (true) {
      for (NetlinkMessage message : receive()) {
        if (message.sequence() != sequence) {
          continue;
        }
        if (message.type() == NetlinkMessage.ERROR) {
          return new Result(NetlinkAnswer.of(message), messages);
        }
        messages.add(message);
      }
    }
  }

  /**
   * Asks for a list, and again if the kernel reports that the list changed meanwhile. If it changes
   * during every attempt, the answer is EAGAIN with the messages of the last attempt.
   */
  synchronized Result dump(byte[] request) {
    List<NetlinkMessage> messages = List.of();
    for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
      send(request);
      messages = new ArrayList<>();
      NetlinkMessage end = collect(messages);
      boolean interrupted =
          (end.flags() & NetlinkMessage.F_DUMP_INTR) != 0
              || messages.stream().anyMatch(m -> (m.flags() & NetlinkMessage.F_DUMP_INTR) != 0);
      if (!interrupted) {
        return new Result(NetlinkAnswer.of(end), messages);
      }
    }
    return new Result(
        new NetlinkAnswer(Errno.EAGAIN, "it changed during each of several attempts"), messages);
  }

  /** Reads up to the message that ends the dump, and returns that message. */
  private NetlinkMessage collect(List<NetlinkMessage> messages) {
    while (true) {
      for (NetlinkMessage message : receive()) {
        if (message.sequence() != sequence) {
          continue;
        }
        if (message.type() == NetlinkMessage.DONE || message.type() == NetlinkMessage.ERROR) {
          return message;
        }
        messages.add(message);
      }
    }
  }

  /**
   * Receives messages. After a failure it empties the queue: otherwise the next request would take
   * the old answers for its own.
   */
  private List<NetlinkMessage> receive() {
    try {
      return socket.receive();
    } catch (LinuxException | CodecException e) {
      socket.drain();
      throw e;
    }
  }

  private void send(byte[] request) {
    byte[] message = request.clone();
    ByteBuffer.wrap(message).order(ByteOrder.nativeOrder()).putInt(8, ++sequence);
    socket.send(message, message.length);
  }

  /**
   * The messages of a dump.
   *
   * @throws LinuxException if the kernel refused the dump
   */
  List<NetlinkMessage> list(String what, byte[] request) {
    Result result = dump(request);
    if (!result.answer().isOk()) {
      throw new LinuxException("list", what, result.answer().errno(), result.answer().text());
    }
    return result.messages();
  }

  @Override
  public void close() {
    socket.close();
  }
}
