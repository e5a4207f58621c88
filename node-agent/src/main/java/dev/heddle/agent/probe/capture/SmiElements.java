package dev.heddle.agent.probe.capture;

import dev.heddle.contract.model.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The texts of a {@code nvidia-smi -q -x} document: those above the GPUs, and those of each GPU, by their path. Neither
 * the document type that it names nor any entity is read.
 *
 * @param log texts outside {@code gpu} elements, such as {@code driver_version}
 * @param gpus texts of each {@code gpu} element, such as {@code fabric/state}, in document order
 */
record SmiElements(Map<String, String> log, List<Map<String, String>> gpus) {

    /** Texts of one document that are kept; a capture of 16 GPUs has some 8,000. */
    static final int MAX_TEXTS = 100_000;

    /** How deep elements may lie in each other; a capture has 6. */
    static final int MAX_DEPTH = 32;

    /** Characters of an element's path; those of a capture have fewer than 100. */
    static final int MAX_PATH_CHARS = 512;

    private static final String ROOT = "nvidia_smi_log";

    static SmiElements read(String xml) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            return new Collector().collect(reader);
        } catch (XMLStreamException e) {
            throw new CaptureException(
                    ROOT, "not well-formed XML at line " + e.getLocation().getLineNumber());
        }
    }

    private static final class Collector {

        private final Map<String, String> log = new HashMap<>();
        private final List<Map<String, String>> gpus = new ArrayList<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private Map<String, String> current = log;
        private int texts;

        SmiElements collect(XMLStreamReader reader) throws XMLStreamException, IOException {
            while (reader.hasNext()) {
                switch (next(reader)) {
                    case XMLStreamConstants.START_ELEMENT -> begin(reader.getLocalName());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> {}
                }
            }
            return new SmiElements(log, gpus);
        }

        /** Some of what is not well-formed ends in a fault of the parser's own. */
        private static int next(XMLStreamReader reader) throws XMLStreamException {
            try {
                return reader.next();
            } catch (RuntimeException e) {
                throw new XMLStreamException("the parser failed", reader.getLocation(), e);
            }
        }

        private void begin(String name) throws IOException {
            text.setLength(0);
            String parent = path.peekLast();
            if (parent == null) {
                if (!name.equals(ROOT)) {
                    throw new CaptureException(name, "nvidia-smi -q -x writes " + ROOT + ", this is something else");
                }
                path.addLast("");
            } else if (path.size() == 1 && name.equals("gpu")) {
                current = new HashMap<>();
                gpus.add(current);
                path.addLast("");
            } else {
                path.addLast(parent.isEmpty() ? name : parent + "/" + name);
            }
            texts++;
            if (texts > MAX_TEXTS || path.size() > MAX_DEPTH || path.getLast().length() > MAX_PATH_CHARS) {
                throw new CaptureException(
                        ROOT,
                        "more than " + MAX_TEXTS + " elements, nested deeper than " + MAX_DEPTH
                                + ", or with a path of more than " + MAX_PATH_CHARS + " characters");
            }
        }

        private void end() {
            String where = path.removeLast();
            if (where.isEmpty()) {
                current = log;
            } else {
                current.putIfAbsent(where, text.toString().strip());
            }
            text.setLength(0);
        }
    }

    /** A text that is not longer than a report may carry. */
    static String limited(String field, String text) throws CaptureException {
        if (text.length() > Limits.MAX_TEXT_CHARS) {
            throw new CaptureException(field, "is longer than " + Limits.MAX_TEXT_CHARS + " characters");
        }
        return text;
    }

    /** One text of a GPU, empty where it is absent, empty or {@code N/A}. */
    static Optional<String> text(Map<String, String> gpu, String path) {
        return Optional.ofNullable(gpu.get(path)).filter(value -> !value.isEmpty() && !value.equals("N/A"));
    }
}
