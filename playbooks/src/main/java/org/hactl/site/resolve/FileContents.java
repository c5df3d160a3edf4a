package org.hactl.site.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hactl.inventory.Vault;
import org.hactl.module.file.FileContent;
import org.hactl.site.shape.FileShape.Content;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.Shape;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.Text;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;

/** Finds the contents of the files of {@code hosts}: in the site itself, or beside it. */
public final class FileContents {
  /** The largest file, because a host state is one message; larger files belong in packages. */
  static final int MAX_BYTES = 1 << 20;

  /** A file's content, and whether it contains a value from the vault. */
  record Bytes(FileContent bytes, boolean secret) {}

  private final Path folder;
  private final Map<Path, byte[]> read = new HashMap<>();

  public FileContents(Path folder) {
    this.folder = folder;
  }

  /** The content; empty, with a problem, if it cannot be read. */
  Optional<Bytes> of(Content content, Renderer renderer, Decoding in) {
    return switch (content) {
      case Content.Written(Text text) ->
          Optional.of(new Bytes(FileContent.ofText(text.value()), text.secret()));
      case Content.Copied(Located<String> path) ->
          bytes(path, in.below("src"))
              .flatMap(bytes -> copied(folder.resolve(path.value()), bytes, renderer, in));
      case Content.Rendered(Located<String> path) ->
          bytes(path, in.below("template"))
              .flatMap(bytes -> rendered(folder.resolve(path.value()), bytes, renderer, in));
    };
  }

  private static Optional<Bytes> copied(Path file, byte[] bytes, Renderer renderer, Decoding in) {
    if (!Vault.sealed(bytes)) { // Ansible, too, decrypts such a file before it copies it.
      return Optional.of(new Bytes(FileContent.of(bytes), false));
    }
    return opened(file, bytes, renderer, in)
        .map(plain -> new Bytes(FileContent.ofText(plain.text()), true));
  }

  private static Optional<Bytes> rendered(Path file, byte[] bytes, Renderer renderer, Decoding in) {
    boolean secret = Vault.sealed(bytes);
    return (secret
            ? opened(file, bytes, renderer, in)
            : YamlReader.decode(file, bytes, in.problems()))
        .map(source -> YamlScalar.ofFile(source, secret))
        .flatMap(scalar -> Shape.text().decode(scalar, in.rendering(renderer)))
        .map(text -> new Bytes(FileContent.ofText(text.value()), text.secret()));
  }

  private static Optional<SourceText> opened(
      Path file, byte[] bytes, Renderer renderer, Decoding in) {
    return YamlReader.decode(file, bytes, in.problems())
        .map(YamlScalar::ofVault)
        .flatMap(scalar -> renderer.render(scalar, in.problems()))
        .filter(YamlScalar.class::isInstance)
        .map(node -> new SourceText(file, ((YamlScalar) node).text()));
  }

  private Optional<byte[]> bytes(Located<String> path, Decoding in) {
    try {
      Path file = folder.resolve(path.value()).normalize();
      if (path.value().startsWith("/") || !file.startsWith(folder.normalize())) {
        return refuse(path, "is outside the directory of the site", in);
      }
      byte[] known = read.get(file);
      if (known == null) {
        known = read(file);
        read.put(file, known);
      }
      return known.length > MAX_BYTES
          ? refuse(path, "is longer than 1 MiB; put larger files into a package", in)
          : Optional.of(known);
    } catch (NoSuchFileException e) {
      return refuse(path, "does not exist; its path starts at the directory of the site", in);
    } catch (IOException e) {
      return refuse(path, "cannot be read: " + e.getMessage(), in);
    } catch (InvalidPathException e) {
      return refuse(path, "is not a valid path: " + e.getReason(), in);
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    }
  }

  private static Optional<byte[]> refuse(Located<String> path, String why, Decoding in) {
    in.problems().add(path.at(), in.path() + ": the file " + path.value() + " " + why);
    return Optional.empty();
  }
}
