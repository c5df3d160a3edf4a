package org.hactl.control.image;

import java.nio.file.Path;

/**
 * What is pushed to a host: a gzipped tar of the agent with its Java runtime.
 *
 * @param digest the image's name, also of its folder below {@code /opt/hactl}
 * @param bytes the archive's size
 * @param sha256 of the archive, in hexadecimal; checked by the host before it unpacks
 */
public record RuntimeImage(String digest, Path archive, long bytes, String sha256) {}
