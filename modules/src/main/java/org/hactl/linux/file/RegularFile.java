package org.hactl.linux.file;

import java.util.Map;

/**
 * A regular file as read through one descriptor.
 *
 * @param security the access control list and the SELinux context, by the names of their extended
 *     attributes; without those that the file does not have
 */
public record RegularFile(FileFacts facts, byte[] content, Map<String, byte[]> security) {
  public RegularFile {
    security = Map.copyOf(security);
  }
}
