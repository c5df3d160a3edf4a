package org.hactl.health.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.hactl.health.dns.DnsAnswer;
import org.hactl.health.dns.DnsException;
import org.hactl.health.dns.DnsQuery;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.health.wire.TimedInput;
import org.hactl.host.DnsQuestion;

/** Asks a DNS server a question, and judges the answer. */
record DnsChecker(DnsQuestion question, Datagrams datagrams, Caller caller) implements Checker {
  @Override
  public CheckResult check(Deadline deadline) {
    int id = ThreadLocalRandom.current().nextInt(0x10000);
    DnsQuery query = new DnsQuery(id, question.name(), question.type());
    byte[] message = query.encode();
    return switch (question.transport()) {
      case UDP ->
          datagrams.exchange(
              deadline,
              exchange -> {
                exchange.send(message);
                byte[] answer = exchange.receive();
                // A late answer to an earlier question, or not from the server.
                while (!DnsAnswer.isFor(query, answer)) {
                  answer = exchange.receive();
                }
                return judged(answer, query);
              });
      case TCP ->
          caller.call(
              deadline,
              call -> {
                call.at("question").write(framed(message));
                call.at("answer");
                return judged(framed(call.in()), query);
              });
    };
  }

  /** RFC 1035 section 4.2.2. */
  private static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(2 + message.length)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  private static byte[] framed(TimedInput in) throws IOException, MalformedAnswer {
    int length = octet(in) << 8 | octet(in);
    ByteBuffer message = ByteBuffer.allocate(length);
    while (message.hasRemaining()) {
      byte[] some = in.readSome(message.remaining());
      if (some.length == 0) {
        throw new MalformedAnswer("connection closed in the middle of the answer");
      }
      message.put(some);
    }
    return message.array();
  }

  private static int octet(TimedInput in) throws IOException, MalformedAnswer {
    int octet = in.read();
    if (octet < 0) {
      throw new MalformedAnswer("connection closed");
    }
    return octet;
  }

  private CheckResult judged(byte[] message, DnsQuery query) {
    DnsAnswer answer;
    try {
      answer = DnsAnswer.decode(message, query);
    } catch (DnsException e) {
      return CheckResult.failure("not a valid answer: " + e.getMessage());
    }
    String said = "DNS " + answer.rcode();
    if (!question.rcodes().contains(answer.rcode())) {
      return CheckResult.failure(said + ", wanted " + String.join(" or ", question.rcodes()));
    }
    String wanted = question.contains();
    if (wanted != null && answer.records().stream().noneMatch(each -> each.contains(wanted))) {
      return CheckResult.failure(
          answer.truncated()
              ? "the answer is too long for a datagram; use transport: tcp"
              : said + ", none of " + answer.records().size() + " records has the wanted text");
    }
    return CheckResult.success(said + ", " + answer.records().size() + " records");
  }
}
