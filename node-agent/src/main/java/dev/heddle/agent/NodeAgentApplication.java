package dev.heddle.agent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the node agent. */
@SpringBootApplication
public class NodeAgentApplication {

    /** Runs until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(NodeAgentApplication.class, args);
    }
}
