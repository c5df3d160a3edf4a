package org.hactl.module.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * The digests of the files that each service read at its last start. They are saved after a
 * successful start. If the agent crashes between writing a file and the restart, or during the
 * restart, the next plan still sees the difference. (The ownership journal is written before a
 * change and would hide it.)
 */
final class Starts {
  private static final String REPLACED = "replaced since";

  private final Path folder;
  private final FileVersions versions;

  Starts(Path folder, FileVersions versions) {
    this.folder = folder;
    this.versions = versions;
  }

  /**
   * The digest of each file at the last start. If a file was changed after that start and changed
   * back, the value for it is no digest: the service may have read the content in between.
   *
   * @return null if hactl has not started the service
   */
  @Nullable Map<String, String> read(String service) throws ModuleException {
    Map<String, String> files = lines(file(service));
    if (files != null) {
      Map<String, String> then = lines(versionsFile(service));
      if (then != null) {
        then.forEach((path, version) ->
            files.computeIfPresent(
                path,
                (_, digest) -> versions.isReplaced(path, version, digest) ? REPLACED : digest));
      }
    }
    return files;
  }

  private static @Nullable Map<String, String> lines(Path file) throws ModuleException {
    try {
      Map<String, String> lines = new TreeMap<>();
      for (String line : Files.readAllLines(file)) {
        String[] field = line.split(" ", 2);
        if (field.length == 2) {
          lines.put(decode(field[0]), decode(field[1]));
        }
      }
      return lines;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | IllegalArgumentException e) {
      throw new ModuleException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The versions of these files at the moment. */
  Map<String, String> versions(Collection<String> paths) {
    return versions.of(paths);
  }

  /**
   * @param versions from after the start
   */
  void write(String service, Map<String, String> files, Map<String, String> versions)
      throws ModuleException {
    try {
      Files.createDirectories(folder);
      write(service, versionsFile(service), versions);
      write(service, file(service), files);
    } catch (IOException e) {
      throw new ModuleException(
          service + " was started, but " + file(service) + " cannot be written: " + e.getMessage(),
          e);
    }
  }

  private static void write(String service, Path file, Map<String, String> lines)
      throws IOException {
    String text =
        new TreeMap<>(lines)
            .entrySet().stream()
                .map(entry -> encode(entry.getKey()) + " " + encode(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    Path temporary = file.resolveSibling(service + ".new");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  void forget(String service) throws ModuleException {
    try {
      Files.deleteIfExists(versionsFile(service));
      Files.deleteIfExists(file(service));
    } catch (IOException e) {
      throw new ModuleException("cannot remove " + file(service) + ": " + e.getMessage(), e);
    }
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  private Path versionsFile(String service) {
    return folder.resolve(service + ".versions");
  }

  private Path file(String service) {
    return folder.resolve(service + ".start");
  }
}
