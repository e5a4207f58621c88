package dev.heddle.sim.control;

/**
 * An answer before it is JSON.
 *
 * @param status HTTP status
 * @param body what becomes the body
 */
record Answer(int status, Object body) {

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer created(Object body) {
        return new Answer(201, body);
    }

    static Answer refusal(int status, String message) {
        return new Answer(status, new Message(message));
    }

    /**
     * Why something was refused.
     *
     * @param message a sentence for people
     */
    record Message(String message) {}
}
