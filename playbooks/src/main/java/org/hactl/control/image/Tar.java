package org.hactl.control.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes a folder as a POSIX ustar archive: sorted, owned by root, with one modification time. */
final class Tar {
  /** 2026-01-01T00:00:00Z. The start-up cache records the modification times of its files. */
  static final long TIME_SECONDS = 1_767_225_600L;

  private static final int BLOCK_BYTES = 512;

  private Tar() {}

  static void packGzip(Path root, Path archive) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 16);
        OutputStream gzip =
            new GZIPOutputStream(file, 1 << 16) {
              {
                def.setLevel(Deflater.BEST_COMPRESSION);
              }
            }) {
      for (Path path : FileTrees.below(root)) {
        entry(root, path, gzip);
      }
      gzip.write(new byte[2 * BLOCK_BYTES]);
    }
  }

  private static void entry(Path root, Path path, OutputStream out) throws IOException {
    boolean folder = Files.isDirectory(path);
    String name = root.relativize(path) + (folder ? "/" : "");
    long size = folder ? 0 : Files.size(path);
    out.write(header(name, folder || Files.isExecutable(path) ? 0755 : 0644, size, folder));
    if (!folder) {
      Files.copy(path, out);
      out.write(new byte[(int) ((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES)]);
    }
  }

  private static byte[] header(String name, int mode, long size, boolean folder) {
    byte[] header = new byte[BLOCK_BYTES];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 100) {
      throw new IllegalArgumentException("the name is too long for a ustar archive: " + name);
    }
    System.arraycopy(bytes, 0, header, 0, bytes.length);
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, size);
    octal(header, 136, 12, TIME_SECONDS);
    header[156] = (byte) (folder ? '5' : '0');
    text(header, 257, "ustar\00000");
    text(header, 265, "root");
    text(header, 297, "root");
    // The checksum counts its own field as spaces.
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    text(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void octal(byte[] header, int at, int width, long value) {
    text(header, at, ("%0" + (width - 1) + "o").formatted(value));
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
