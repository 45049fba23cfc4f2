package dev.candor.http.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the servlet container reports through its error path, as a problem too. */
@Controller
class ContainerErrors implements ErrorController {
    private static final int NOT_FOUND = 404;

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Asked for by name rather than forwarded to, it is a path like any other that does not exist.
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : NOT_FOUND;
        ProblemText.write(response, ProblemKind.ofStatus(status), status, ProblemText.detailOf(status));
    }
}
