package org.hactl.health.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.hactl.health.wire.MalformedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of RFC 7541 appendix C, and what is no header block. */
class HpackTest {
  @Test
  void singleFields() throws Exception {
    // C.2.1 to C.2.4
    assertThat(decoded("400a637573746f6d2d6b65790d637573746f6d2d686561646572"))
        .containsExactly(new HeaderField("custom-key", "custom-header"));
    assertThat(decoded("040c2f73616d706c652f70617468"))
        .containsExactly(new HeaderField(":path", "/sample/path"));
    assertThat(decoded("100870617373776f726406736563726574"))
        .containsExactly(new HeaderField("password", "secret"));
    assertThat(decoded("82")).containsExactly(new HeaderField(":method", "GET"));
  }

  @Test
  void requestsOfOneConnection() throws Exception {
    // C.3
    requests(
        "828684410f7777772e6578616d706c652e636f6d",
        "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565");
    // C.4, with Huffman
    requests(
        "828684418cf1e3c2e5f23a6ba0ab90f4ff",
        "828684be5886a8eb10649cbf",
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf");
  }

  private static void requests(String first, String second, String third) throws Exception {
    Hpack hpack = new Hpack(Hpack.TABLE_BYTES);
    assertThat(texts(hpack, first))
        .containsExactly(":method GET", ":scheme http", ":path /", ":authority www.example.com");
    assertThat(texts(hpack, second))
        .containsExactly(
            ":method GET",
            ":scheme http",
            ":path /",
            ":authority www.example.com",
            "cache-control no-cache");
    assertThat(texts(hpack, third))
        .containsExactly(
            ":method GET",
            ":scheme https",
            ":path /index.html",
            ":authority www.example.com",
            "custom-key custom-value");
  }

  @Test
  void answersWithASmallTable() throws Exception {
    // C.5
    answers(
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d54"
            + "6e1768747470733a2f2f7777772e6578616d706c652e636f6d",
        "4803333037c1c0bf",
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f"
            + "3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d33363030"
            + "3b2076657273696f6e3d31");
    // C.6, with Huffman
    answers(
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad1718"
            + "63c78f0b97c8e9ae82ae43d3",
        "4883640effc1c0bf",
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7"
            + "b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007");
  }

  private static void answers(String first, String second, String third) throws Exception {
    Hpack hpack = new Hpack(256);
    assertThat(texts(hpack, first))
        .containsExactly(
            ":status 302",
            "cache-control private",
            "date Mon, 21 Oct 2013 20:13:21 GMT",
            "location https://www.example.com");
    assertThat(texts(hpack, second))
        .containsExactly(
            ":status 307",
            "cache-control private",
            "date Mon, 21 Oct 2013 20:13:21 GMT",
            "location https://www.example.com");
    assertThat(texts(hpack, third))
        .containsExactly(
            ":status 200",
            "cache-control private",
            "date Mon, 21 Oct 2013 20:13:22 GMT",
            "location https://www.example.com",
            "content-encoding gzip",
            "set-cookie foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
  }

  @Test
  void whatIsEncodedIsDecoded() throws Exception {
    List<HeaderField> fields =
        List.of(
            new HeaderField(":path", "/"),
            new HeaderField("long", "x".repeat(127)),
            new HeaderField("longer", "y".repeat(5_000)));
    assertThat(new Hpack(Hpack.TABLE_BYTES).decode(Hpack.encode(fields))).isEqualTo(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // number 0
        "be", // number 62 of an empty table
        "00", // no name
        "0005616263", // a name that is cut off
        "ff8080808001", // too great a number
        "7fffffffff7f00", // likewise
        "3fe21f", // a table of 4097 bytes
        "008fffffffff", // cut off Huffman
        "0084ffffffff00", // the end of a string
        "0081fe00", // padding that is not all ones
        "0082ffff00" // padding of more than seven bits
      })
  void whatIsNoBlockIsRefused(String hex) {
    assertThatThrownBy(() -> decoded(hex)).isInstanceOf(MalformedAnswer.class);
  }

  @Test
  void randomBytesAreDecodedOrRefused() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      try {
        assertThat(new Hpack(Hpack.TABLE_BYTES).decode(bytes)).isNotNull();
      } catch (MalformedAnswer e) {
        assertThat(e).hasMessageStartingWith("a ");
      }
    }
  }

  @Test
  void aBlockCannotGrow() {
    // A field of 4,000 bytes is kept, and named by one byte again and again.
    byte[] named = new byte[100];
    Arrays.fill(named, (byte) 0xbe);
    Hpack hpack = new Hpack(Hpack.TABLE_BYTES);

    assertThatThrownBy(
            () -> {
              hpack.decode(kept("x".repeat(4_000)));
              hpack.decode(named);
            })
        .hasMessage("headers of more than 65536 bytes");
  }

  /** Like a literal without a table, but with the bit that keeps it. */
  private static byte[] kept(String value) {
    byte[] block = Hpack.encode(List.of(new HeaderField("a", value)));
    block[0] = 0x40;
    return block;
  }

  private static List<HeaderField> decoded(String hex) throws MalformedAnswer {
    return new Hpack(Hpack.TABLE_BYTES).decode(HexFormat.of().parseHex(hex));
  }

  private static List<String> texts(Hpack hpack, String hex) throws MalformedAnswer {
    return hpack.decode(HexFormat.of().parseHex(hex)).stream()
        .map(field -> field.name() + " " + field.value())
        .toList();
  }
}
