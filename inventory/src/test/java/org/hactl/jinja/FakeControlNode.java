package org.hactl.jinja;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.jinja.filter.ControlNode;

/** A machine with the files of one folder, a home, and a clock that stands still. */
record FakeControlNode(Path play) implements ControlNode {
  private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/root");
  private static final Map<String, Kind> PATHS =
      Map.of("/", Kind.MOUNT, "/etc", Kind.DIRECTORY, "/etc/hostname", Kind.FILE);

  @Override
  public ZonedDateTime now() {
    return ZonedDateTime.parse("2026-01-02T03:04:05.678901Z[UTC]");
  }

  @Override
  public Optional<String> environment(String name) {
    return Optional.ofNullable(ENVIRONMENT.get(name));
  }

  @Override
  public Optional<String> home(String user) {
    return user.isEmpty() || user.equals("root") ? Optional.of("/root") : Optional.empty();
  }

  @Override
  public boolean is(Kind kind, String path) {
    Kind known = PATHS.get(path);
    return known == kind || known != null && (kind == Kind.EXISTS || kind == Kind.LINK_EXISTS);
  }

  @Override
  public boolean same(String path, String other) {
    return realPath(path).equals(realPath(other));
  }

  @Override
  public String realPath(String path) {
    return Path.of(path).normalize().toString();
  }

  @Override
  public String folder() {
    return "/";
  }

  @Override
  public List<String> glob(String pattern) {
    String name = pattern.substring(pattern.lastIndexOf('/') + 1).replace(".*", "");
    try (Stream<Path> files = Files.list(Path.of(pattern).getParent())) {
      return files.map(Path::toString).filter(path -> path.contains("/" + name)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public Optional<String> find(String folder, String path) {
    return Stream.of(play.resolve(folder).resolve(path), play.resolve(path))
        .filter(Files::exists)
        .map(Path::toString)
        .findFirst();
  }

  @Override
  public Object text(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
