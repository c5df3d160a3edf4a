package org.hactl.jinja.filter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.NativeText;
import org.hactl.jinja.python.Values;

/** Filters that write and read JSON, YAML and base64, and hashes. */
final class DataFilters {
  private static final String OF_JSON =
      "indent=None, sort_keys=False, ensure_ascii=True, separators=None";
  private static final String OF_NICE_JSON = "indent=4, sort_keys=True, ensure_ascii=True";
  private static final Set<String> HASHES =
      Set.of(
          "md5",
          "sha1",
          "sha224",
          "sha256",
          "sha384",
          "sha512",
          "sha3_224",
          "sha3_256",
          "sha3_384",
          "sha3_512");

  private DataFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("to_json", OF_JSON, (v, a) -> new NativeText(JsonText.write(v, a))),
        Filter.of("to_nice_json", OF_NICE_JSON, (v, a) -> new NativeText(JsonText.write(v, a))),
        Filter.of("tojson", "indent=None", DataFilters::htmlJson),
        Filter.of("from_json", "", (v, a) -> JsonReading.read(Values.text(v), a.runtime())),
        Filter.of(
            "to_yaml",
            "default_flow_style=None, indent=2, width=80, sort_keys=True",
            (v, a) -> new NativeText(YamlText.write(v, a))),
        Filter.of(
            "to_nice_yaml",
            "indent=4, width=80, sort_keys=True",
            (v, a) -> new NativeText(YamlText.write(v, a))),
        Filter.of("from_yaml", "", (v, a) -> YamlReading.one(v, a.runtime())),
        Filter.of("from_yaml_all", "", (v, a) -> YamlReading.all(v, a.runtime())),
        Filter.of("b64encode", "encoding='utf-8'", DataFilters::encode),
        Filter.of("b64decode", "encoding='utf-8'", DataFilters::decode),
        Filter.of("md5", "", (v, a) -> hash(v, "md5", a)),
        Filter.of("sha1", "", (v, a) -> hash(v, "sha1", a)),
        Filter.of("checksum", "", (v, a) -> hash(v, "sha1", a)),
        Filter.of("hash", "hashtype='sha1'", (v, a) -> hash(v, a.text("hashtype"), a)),
        Filter.of(
            "to_uuid", "namespace='361e6d51-faec-444a-9079-341386da8e2e'", DataFilters::uuid));
  }

  private static byte[] bytes(Object value, Arguments a) {
    byte[] bytes = a.runtime().str(value).getBytes(StandardCharsets.UTF_8);
    a.runtime().spend(bytes.length * 2L);
    return bytes;
  }

  private static Object htmlJson(Object value, Arguments a) {
    return new Markup(
        JsonText.sortedHtml(value, a)
            .replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("'", "\\u0027"));
  }

  private static Charset charset(Arguments a) {
    String name = a.text("encoding").toLowerCase(Locale.ROOT).replace("_", "-");
    return switch (name) {
      case "utf-8", "utf8" -> StandardCharsets.UTF_8;
      case "utf-16-le" -> StandardCharsets.UTF_16LE;
      case "utf-16-be" -> StandardCharsets.UTF_16BE;
      case "latin-1", "iso-8859-1" -> StandardCharsets.ISO_8859_1;
      case "ascii", "us-ascii" -> StandardCharsets.US_ASCII;
      default ->
          throw new JinjaException(
              a.what() + " has the encodings utf-8, utf-16-le, utf-16-be, latin-1 and ascii");
    };
  }

  private static Object encode(Object value, Arguments a) {
    try {
      ByteBuffer bytes = charset(a).newEncoder().encode(CharBuffer.wrap(a.runtime().str(value)));
      a.runtime().spend(bytes.remaining() * 2L);
      ByteBuffer made = Base64.getEncoder().encode(bytes);
      return StandardCharsets.US_ASCII.decode(made).toString();
    } catch (CharacterCodingException e) {
      throw new JinjaException("\"b64encode\": this encoding lacks a character of the text");
    }
  }

  private static Object decode(Object value, Arguments a) {
    try {
      // Python leaves out characters that base64 does not have.
      String clean = a.runtime().str(value).replaceAll("[^A-Za-z0-9+/=]", "");
      if (clean.replaceFirst("=+$", "").contains("=") || clean.length() % 4 != 0) {
        throw new JinjaException("\"b64decode\" takes base64");
      }
      byte[] bytes = Base64.getDecoder().decode(clean);
      return charset(a).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new JinjaException("\"b64decode\" takes base64 of a text in its encoding");
    }
  }

  private static Object hash(Object value, String type, Arguments a) {
    String name = type.toLowerCase(Locale.ROOT);
    if (!HASHES.contains(name)) {
      throw new JinjaException("there is no hash \"" + type + "\" here");
    }
    try {
      String java =
          name.startsWith("sha3")
              ? name.replace("sha3_", "SHA3-")
              : name.equals("md5") ? "MD5" : name.replace("sha", "SHA-");
      return HexFormat.of().formatHex(MessageDigest.getInstance(java).digest(bytes(value, a)));
    } catch (NoSuchAlgorithmException e) {
      throw new JinjaException("this Java has no " + type);
    }
  }

  private static Object uuid(Object value, Arguments a) {
    try {
      UUID namespace = UUID.fromString(a.text("namespace"));
      ByteBuffer prefix =
          ByteBuffer.allocate(16)
              .putLong(namespace.getMostSignificantBits())
              .putLong(namespace.getLeastSignificantBits());
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(prefix.array());
      ByteBuffer made = ByteBuffer.wrap(sha1.digest(bytes(value, a)));
      long high = (made.getLong() & ~0xF000L) | 0x5000L;
      long low = (made.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException | IllegalArgumentException e) {
      throw new JinjaException("\"to_uuid\" takes a UUID as its namespace");
    }
  }
}
