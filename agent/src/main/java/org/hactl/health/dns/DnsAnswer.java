package org.hactl.health.dns;

import java.util.ArrayList;
import java.util.List;
import org.hactl.host.DnsQuestion;

/**
 * The answer to a question (RFC 1035 section 4.1).
 *
 * @param rcode {@code NOERROR}, {@code NXDOMAIN} …
 * @param truncated whether the answer did not fit into the datagram
 * @param records the records of the answer section, as text
 */
public record DnsAnswer(String rcode, boolean truncated, List<String> records) {
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int MAX_RECORDS = 1000;

  public DnsAnswer {
    records = List.copyOf(records);
  }

  /** Whether a message is meant as the answer to this question. */
  public static boolean isFor(DnsQuery query, byte[] message) {
    return message.length >= 12
        && (message[0] & 0xff) == query.id() >> 8
        && (message[1] & 0xff) == (query.id() & 0xff)
        && (message[2] & 0x80) != 0;
  }

  /**
   * Reads the answer to a question.
   *
   * @throws DnsException if it is no valid answer, or answers another question
   */
  public static DnsAnswer decode(byte[] message, DnsQuery query) throws DnsException {
    DnsReader in = new DnsReader(message);
    int id = in.short16();
    int flags = in.short16();
    if (id != query.id() || (flags & RESPONSE) == 0) {
      throw new DnsException("it answers another question");
    }
    int questions = in.short16();
    int answers = in.short16();
    in.position(12);
    String rcode = rcode(flags & 0xf);
    // A server that does not understand the question may leave it out.
    if (questions > 1 || (questions == 0 && rcode.equals("NOERROR"))) {
      throw new DnsException("it has " + questions + " questions");
    }
    if (questions == 1) {
      question(in, query);
    }
    if (answers > MAX_RECORDS) {
      throw new DnsException("it has more than " + MAX_RECORDS + " records");
    }
    boolean truncated = (flags & TRUNCATED) != 0;
    List<String> records = new ArrayList<>();
    for (int n = 0; n < answers && !truncated; n++) {
      records.add(DnsRecord.text(in));
    }
    return new DnsAnswer(rcode, truncated, records);
  }

  private static void question(DnsReader in, DnsQuery query) throws DnsException {
    String name = in.name();
    boolean same = name.equalsIgnoreCase(query.plainName() + ".");
    same &= in.short16() == DnsType.valueOf(query.type()).code();
    same &= in.short16() == DnsQuery.CLASS_IN;
    if (!same) {
      throw new DnsException("it answers another question");
    }
  }

  private static String rcode(int code) {
    return code < DnsQuestion.RCODES.size() ? DnsQuestion.RCODES.get(code) : "RCODE" + code;
  }
}
