package org.hactl.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  @TempDir Path folder = Path.of("");
  private final Problems problems = new Problems();

  private Optional<YamlNode> read(byte[] bytes) throws IOException {
    Path file = folder.resolve("x.yml");
    Files.write(file, bytes);
    return YamlReader.read(file, problems);
  }

  private Optional<YamlNode> parse(String text) {
    return YamlReader.parse(new SourceText(Path.of("x.yml"), text), problems);
  }

  private void refused(String message) {
    assertThat(problems.all()).hasSize(1);
    assertThat(problems.render().replace(folder + "/", "")).startsWith(message);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "52:54:00:12:34:56, STRING",
    "12:30, STRING",
    "0777, STRING",
    "0x10, STRING",
    "1_000, STRING",
    "on, STRING",
    "no, STRING",
    "True, STRING",
    "2026-01-02, STRING",
    ".inf, STRING",
    "192.168.0.1, STRING",
    "<<, STRING",
    "true, BOOLEAN",
    "false, BOOLEAN",
    "0, INTEGER",
    "-17, INTEGER",
    "+5, INTEGER",
    "1.10, DECIMAL",
    "1e3, DECIMAL",
    "~, NULL",
    "null, NULL",
  })
  void plainTextIsTypedAsYaml12Does(String text, YamlScalar.Type type) {
    YamlScalar scalar =
        (YamlScalar) parse("- " + text).map(n -> ((YamlList) n).items().getFirst()).orElseThrow();
    assertThat(scalar.type()).isEqualTo(type);
    assertThat(scalar.text()).isEqualTo(text);
    YamlScalar quoted = (YamlScalar) parse("'" + text + "'").orElseThrow();
    assertThat(quoted.type()).isEqualTo(YamlScalar.Type.STRING);
    assertThat(quoted.quoted()).isTrue();
  }

  @Test
  void aliasesAndMergesAreWrittenOut() {
    YamlNode root = parse("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3}\nagain: *b\n").orElseThrow();

    assertThat(root.find("use", "x").map(YamlNode::describe)).contains("1");
    assertThat(root.find("use", "y").map(YamlNode::describe)).contains("3");
    assertThat(root.find("again", "y").map(YamlNode::describe)).contains("2");
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aUtf8ByteOrderMarkIsIgnored() throws IOException {
    assertThat(read(utf8("\uFEFFa: 1\n")).orElseThrow().find("a")).isPresent();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void anEmptyFileIsAProblem() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
    refused("x.yml: is empty");
  }

  @Test
  void onlyCommentsAreEmptyToo() {
    assertThat(parse("# nothing\n")).isEmpty();
    refused("x.yml: is empty");
  }

  @Test
  void tooLongAFileIsAProblem() throws IOException {
    byte[] bytes = new byte[10 << 20];
    Arrays.fill(bytes, (byte) 'a');
    assertThat(read(bytes)).isEmpty();
    refused("x.yml: is longer than 4 MiB, the limit");
  }

  @Test
  void otherEncodingsAreProblems() throws IOException {
    assertThat(read("a: 1".getBytes(StandardCharsets.UTF_16))).isEmpty();
    refused("x.yml: is UTF-16; save it as UTF-8");
  }

  @Test
  void littleEndianUtf16IsAProblem() throws IOException {
    assertThat(read(new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0})).isEmpty();
    refused("x.yml: is UTF-16; save it as UTF-8");
  }

  @Test
  void bytesThatAreNotUtf8AreAProblemAtTheirPlace() throws IOException {
    assertThat(read("a: 1\nb: gr\u00FCn\n".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    refused("x.yml:2:6: is not UTF-8 text");
  }

  @Test
  void binaryJunkIsAProblem() throws IOException {
    assertThat(read(new byte[] {'a', ':', ' ', 0, 1, 2, 3})).isEmpty();
    refused("x.yml:1:4: a character that YAML does not allow: U+0000");
  }

  @Test
  void aTabIsAProblemAtItsPlace() {
    assertThat(parse("a:\n\tb: 1\n")).isEmpty();
    refused("x.yml:2:1: a tab where YAML needs spaces");
  }

  @Test
  void aSecondDocumentIsAProblem() {
    assertThat(parse("a: 1\n---\nb: 1\n")).isEmpty();
    refused("x.yml:2:1: a second document begins here; one file holds one document");
  }

  @Test
  void aMissingFileAndAFolderAreProblems() {
    YamlReader.read(folder.resolve("none.yml"), problems);
    YamlReader.read(folder, problems);
    assertThat(problems.all())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder("there is no such file", "is a directory, not a file");
  }

  @Test
  void aCycleIsAProblem() {
    parse("a: &x [*x]\n");
    refused("x.yml:1:4: this value contains itself through an alias");
  }

  @Test
  void aBombIsAProblem() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i, i, String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1)))));
    }
    assertThat(parse(bomb.toString())).isEmpty();
    refused("x.yml:6:5: its aliases and merges make it too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "- ", "? ", "a: "})
  void deepNestingIsAProblem(String step) {
    String text = step.equals("a: ") ? nestedBlocks() : step.repeat(100_000);
    assertThat(parse(text)).isEmpty();
    assertThat(problems.all()).hasSize(1);
  }

  private static String nestedBlocks() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      out.append(" ".repeat(i)).append("a:\n");
    }
    return out.toString();
  }

  @Test
  void aKeyThatIsNotASingleValueIsAProblem() {
    parse("[a, b]: 1\n{c: d}: 2\n");
    assertThat(problems.all())
        .hasSize(2)
        .allMatch(p -> p.message().equals("a key must be a single value"));
  }

  @Test
  void anUnknownTagIsAProblemWithTheNearestName() {
    parse("a: !valut x\n");
    assertThat(problems.all()).extracting(Problem::suggestion).containsExactly("!vault");
  }

  @Test
  void aTagThatNamesAJavaClassIsAProblem() {
    assertThat(parse("b: !!javax.script.ScriptEngineManager x\n")).isEmpty();
    refused("x.yml:1:4: not valid YAML: Global tag is not allowed");
  }

  @Test
  void anyFileContentGivesNodesOrProblemsAndNoException() {
    long seed = Long.getLong("hactl.seed", 20_260_101L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<String> seeds =
        List.of(
            "all:\n  children:\n    webs: {hosts: {web1: {ansible_host: 192.168.0.18}}}\n",
            "a: &x\n  - |\n    text\n  - >-\n    folded\nb: *x\nc: !vault |\n  $ANSIBLE\n",
            "vrrp:\n  VI_1: {interface: eth0, addresses: [1.2.3.4], t: \"{{ x }}\"} # c\n");
    Shape<?> shape = Shape.mapOf(Shape.either(Shape.string(), Shape.mapOf(Shape.node())));
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = utf8(seeds.get(random.nextInt(seeds.size())));
      byte[] mutated = mutate(bytes, random);
      Problems found = new Problems();
      try {
        Optional<?> read =
            YamlReader.decode(Path.of("x.yml"), mutated, found)
                .flatMap(source -> YamlReader.parse(source, found))
                .flatMap(node -> shape.decode(node, Decoding.into(found)));
        assertThat(read.isPresent() || !found.render().isEmpty()).isTrue();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed %d, round %d: %s"
                .formatted(seed, i, new String(mutated, StandardCharsets.ISO_8859_1)),
            e);
      }
    }
  }

  private static byte[] mutate(byte[] bytes, RandomGenerator random) {
    String interesting = "{}[]:,-#&*!|>'\"%@`?<\t\r\n \0\u00C3\u00FF~";
    byte[] out = bytes.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(out.length);
      switch (random.nextInt(4)) {
        case 0 -> out[at] = (byte) random.nextInt(256);
        case 1 -> out[at] = (byte) interesting.charAt(random.nextInt(interesting.length()));
        case 2 -> out = out.length < 2 ? out : Arrays.copyOf(out, at + 1);
        default -> {
          byte[] longer = Arrays.copyOf(out, out.length + 1);
          System.arraycopy(out, at, longer, at + 1, out.length - at);
          longer[at] = (byte) interesting.charAt(random.nextInt(interesting.length()));
          out = longer;
        }
      }
    }
    return out;
  }
}
