package org.hactl.module.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.module.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * What each service was last started with: the digests of the files that it reads. They are saved
 * after a successful start. If the agent crashes between writing a file and the restart, or during
 * the restart, the next plan still sees the difference. (The ownership journal is written before a
 * change and would hide it.)
 */
final class Starts {
  private final Path folder;

  Starts(Path folder) {
    this.folder = folder;
  }

  /** Null if hactl has not started it. */
  @Nullable Map<String, String> read(String service) throws ModuleException {
    try {
      Map<String, String> files = new TreeMap<>();
      for (String line : Files.readAllLines(file(service))) {
        String[] field = line.split(" ", 2);
        if (field.length == 2) {
          files.put(decode(field[0]), decode(field[1]));
        }
      }
      return files;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | IllegalArgumentException e) {
      throw new ModuleException("cannot read " + file(service) + ": " + e.getMessage(), e);
    }
  }

  void write(String service, Map<String, String> files) throws ModuleException {
    String text =
        new TreeMap<>(files)
            .entrySet().stream()
                .map(entry -> encode(entry.getKey()) + " " + encode(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    try {
      Files.createDirectories(folder);
      Path temporary = file(service).resolveSibling(service + ".new");
      Files.writeString(temporary, text);
      Files.move(temporary, file(service), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ModuleException(
          service + " was started, but " + file(service) + " cannot be written: " + e.getMessage(),
          e);
    }
  }

  void forget(String service) throws ModuleException {
    try {
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

  private Path file(String service) {
    return folder.resolve(service + ".start");
  }
}
