package org.hactl.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Reads a YAML file into nodes. The result is always nodes or problems, whatever the file contains.
 */
public final class YamlReader {
  /** The longest file that is read, in bytes. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_DEPTH = 60;

  private YamlReader() {}

  /** Reads a file; empty, with a problem, if it cannot be read or is not YAML. */
  public static Optional<YamlNode> read(Path file, Problems problems) {
    return text(file, problems).flatMap(source -> parse(source, problems));
  }

  /** Reads a file's text as UTF-8; empty, with a problem, if it cannot be read. */
  public static Optional<SourceText> text(Path file, Problems problems) {
    if (Files.isDirectory(file)) {
      problems.add(file, "is a directory, not a file");
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      problems.add(file, "there is no such file");
      return Optional.empty();
    } catch (AccessDeniedException e) {
      problems.add(file, "cannot be read: permission denied");
      return Optional.empty();
    } catch (IOException e) {
      problems.add(file, "cannot be read: " + e.getMessage());
      return Optional.empty();
    }
    return decode(file, bytes, problems);
  }

  /** Makes text of a file's bytes; empty, with a problem, if they are not UTF-8 text. */
  public static Optional<SourceText> decode(Path file, byte[] bytes, Problems problems) {
    if (bytes.length > MAX_BYTES) {
      problems.add(file, "is longer than " + (MAX_BYTES >> 20) + " MiB, the limit");
      return Optional.empty();
    }
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      problems.add(file, "is UTF-16; save it as UTF-8");
      return Optional.empty();
    }
    int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    try {
      return Optional.of(
          new SourceText(
              file,
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT)
                  .decode(in)
                  .toString()));
    } catch (CharacterCodingException e) {
      String before = new String(bytes, start, in.position() - start, StandardCharsets.UTF_8);
      Mark mark = new SourceText(file, before).atOffset(before.length());
      problems.add(mark, "is not UTF-8 text: the bytes from here on are not a character");
      return Optional.empty();
    }
  }

  /** Parses a text; empty, with a problem, if it is empty or not YAML. */
  public static Optional<YamlNode> parse(SourceText source, Problems problems) {
    try {
      Node root = yaml().compose(new StringReader(source.text()));
      if (root == null) {
        problems.add(source.file(), "is empty");
        return Optional.empty();
      }
      return new NodeConverter(source, problems).convert(root);
    } catch (MarkedYAMLException e) {
      problems.add(place(source, e), YamlSyntax.explain(e));
    } catch (ReaderException e) {
      int offset = source.text().indexOf(Character.toString(e.getCodePoint()));
      problems.add(
          source.atOffset(Math.max(0, offset)),
          "a character that YAML does not allow: U+%04X".formatted(e.getCodePoint()));
    } catch (YAMLException e) {
      problems.add(source.at(1, 1), YamlSyntax.explain(e));
    }
    return Optional.empty();
  }

  private static Mark place(SourceText source, MarkedYAMLException e) {
    var mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    return mark == null ? source.at(1, 1) : source.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setMaxAliasesForCollections(1000);
    options.setAllowDuplicateKeys(false);
    DumperOptions dumper = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(dumper), dumper, options, new CoreResolver());
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
