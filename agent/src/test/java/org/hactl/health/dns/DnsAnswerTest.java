package org.hactl.health.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.hactl.host.DnsQuestion;
import org.junit.jupiter.api.Test;

class DnsAnswerTest {
  private static final DnsQuery A = new DnsQuery(0x1234, "shop.example", "A");

  /** The question of A, as it stands in the messages below. */
  private static final String QUESTION = "04 73686f70 07 6578616d706c65 00 0001 0001";

  private static final String ONE_ANSWER = "1234 8180 0001 0001 0000 0000 " + QUESTION;

  @Test
  void aQuestionHasTheBytesOfTheStandard() {
    assertThat(HexFormat.of().formatHex(A.encode()))
        .isEqualTo(hex("1234 0100 0001 0000 0000 0000 " + QUESTION));
    assertThat(new DnsQuery(1, ".", "SOA").encode()).endsWith(0, 0, 6, 0, 1).hasSize(12 + 5);
    assertThat(new DnsQuery(1, "shop.example.", "A").encode()).hasSameSizeAs(A.encode());
    for (String bad : new String[] {"a..b", ".a", "a".repeat(64), "a.".repeat(130)}) {
      assertThatThrownBy(() -> new DnsQuery(1, bad, "A").encode())
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void everyTypeOfTheSiteIsKnown() {
    assertThat(DnsQuestion.TYPES).allMatch(type -> DnsType.valueOf(type).code() > 0);
    assertThat(DnsType.values()).hasSameSizeAs(DnsQuestion.TYPES);
  }

  @Test
  void recordsBecomeText() throws Exception {
    assertThat(answer("c00c 0001 0001 0000003c 0004 c0000201").records())
        .containsExactly("shop.example. A 192.0.2.1");
    assertThat(answer("c00c 001c 0001 0000003c 0010 20010db8000000000000000000000001").records())
        .containsExactly("shop.example. AAAA 2001:db8::1");
    assertThat(answer("c00c 0005 0001 0000003c 0006 03777777 c00c").records())
        .containsExactly("shop.example. CNAME www.shop.example.");
    assertThat(answer("c00c 000f 0001 0000003c 0004 000a c00c").records())
        .containsExactly("shop.example. MX 10 shop.example.");
    assertThat(answer("c00c 0010 0001 0000003c 0006 02 6f6b 02 2007").records())
        .containsExactly("shop.example. TXT ok ?");
    assertThat(
            answer(
                    "c00c 0006 0001 0000003c 0018 c00c c00c 0000002a 00000000 00000000 00000000"
                        + " 00000000")
                .records())
        .containsExactly("shop.example. SOA shop.example. shop.example. 42");
    assertThat(answer("c00c 0021 0001 0000003c 0008 0001 0002 0050 c00c").records())
        .containsExactly("shop.example. SRV 1 2 80 shop.example.");
    assertThat(answer("c00c 0063 0001 0000003c 0002 abcd").records())
        .containsExactly("shop.example. TYPE99 \\# 2 abcd");
  }

  @Test
  void aServerMayRefuseWithoutTheQuestion() throws Exception {
    assertThat(DnsAnswer.decode(bytes("1234 8005 0000 0000 0000 0000"), A).rcode())
        .isEqualTo("REFUSED");
    assertThat(DnsAnswer.decode(bytes("1234 800f 0000 0000 0000 0000"), A).rcode())
        .isEqualTo("RCODE15");
  }

  @Test
  void aTruncatedAnswerIsNotReadFurther() throws Exception {
    DnsAnswer answer =
        DnsAnswer.decode(bytes("1234 8380 0001 0005 0000 0000 " + QUESTION + "c00c 00"), A);
    assertThat(answer.truncated()).isTrue();
    assertThat(answer.records()).isEmpty();
  }

  @Test
  void theAnswerToAnotherQuestionIsRefused() {
    assertRefused("1235 8180 0001 0000 0000 0000 " + QUESTION, "another question");
    assertRefused("1234 0100 0001 0000 0000 0000 " + QUESTION, "another question");
    assertRefused(
        "1234 8180 0001 0000 0000 0000 04 73686f71 07 6578616d706c65 00 0001 0001",
        "another question");
    assertRefused("1234 8180 0000 0000 0000 0000", "0 questions");
    assertRefused("1234 8180 0002 0000 0000 0000 " + QUESTION + QUESTION, "2 questions");
  }

  @Test
  void whatIsDamagedIsRefused() {
    assertRefused("", "ends too early");
    assertRefused("1234 8180", "ends too early");
    assertRefused(ONE_ANSWER, "ends too early");
    assertRefused(ONE_ANSWER + "c00c 0001 0001 0000003c 0004 c000", "ends too early");
    assertRefused(ONE_ANSWER + "c00c 0001 0001 0000003c 0003 c00002", "address");
    assertRefused(ONE_ANSWER + "c00c 0005 0001 0000003c 0001 c00c", "longer than it says");
    assertRefused(ONE_ANSWER + "c00c 0010 0001 0000003c 0002 05 6f6b", "too early");
    // Names that lead to themselves, to each other, and forwards.
    assertRefused(ONE_ANSWER + "c01e 0001 0001 0000003c 0004 c0000201", "leads to itself");
    assertRefused(ONE_ANSWER + "01 61 c01e 0001 0001 0000003c 0004 c0000201", "leads to itself");
    assertRefused(ONE_ANSWER + "c0ff 0001 0001 0000003c 0004 c0000201", "leads to itself");
    assertRefused(ONE_ANSWER + "80 61 0001 0001", "unknown form");
  }

  @Test
  void anythingEndsWithAnAnswerOrADescription() {
    Random random = new Random(20_261_130);
    byte[] valid = bytes(ONE_ANSWER + "c00c 0005 0001 0000003c 0006 03777777 c00c");
    for (int n = 0; n < 20_000; n++) {
      byte[] message = Arrays.copyOf(valid, random.nextInt(valid.length + 1));
      for (int change = random.nextInt(4); change > 0 && message.length > 0; change--) {
        message[random.nextInt(message.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(DnsAnswer.decode(message, A).records()).hasSizeLessThanOrEqualTo(1000);
      } catch (DnsException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }

  private static DnsAnswer answer(String record) throws DnsException {
    return DnsAnswer.decode(bytes(ONE_ANSWER + record), A);
  }

  private static void assertRefused(String message, String why) {
    assertThatThrownBy(() -> DnsAnswer.decode(bytes(message), A))
        .as(message)
        .isInstanceOf(DnsException.class)
        .hasMessageContaining(why);
  }

  private static byte[] bytes(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex(text))).array();
  }

  private static String hex(String text) {
    return text.replace(" ", "");
  }
}
